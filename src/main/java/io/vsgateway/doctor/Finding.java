package io.vsgateway.doctor;

/// The result of one check.
///
/// @param what was found, in one line, without secrets
/// @param advice what to do; empty if nothing needs doing
public record Finding(Outcome outcome, String what, String advice) {
    /// How serious it is.
    public enum Outcome {
        OK,
        /// The gateway runs, but perhaps not as intended.
        WARN,
        /// The gateway does not start, or does not do what its settings say.
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
