package io.vsgateway.doctor;

/// One thing that was looked at.
///
/// @param what was found, in one line, without secrets
/// @param advice what to do; empty if nothing is to be done
public record Finding(Outcome outcome, String what, String advice) {
    /// How bad it is.
    public enum Outcome {
        OK,
        /// The gateway runs, but perhaps not as it is meant to.
        WARN,
        /// The gateway does not start, or does not do what it is set to.
        FAIL
    }

    static Finding ok(String what) {
        return new Finding(Outcome.OK, what, "");
    }

    static Finding warn(String what, String advice) {
        return new Finding(Outcome.WARN, what, advice);
    }

    static Finding fail(String what, String advice) {
        return new Finding(Outcome.FAIL, what, advice);
    }
}
