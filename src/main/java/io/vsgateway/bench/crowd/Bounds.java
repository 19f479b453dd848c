package io.vsgateway.bench.crowd;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What the numbers of a command may be.
///
/// @param spec of the command; null if it was made without a command line
public record Bounds(@Nullable CommandSpec spec) {
    /// @throws ParameterException if the number is not within
    public int whole(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw refused(
                    "%s wants a whole number from %d to %d, not '%d'"
                            .formatted(option, least, most, number));
        }
        return number;
    }

    public ParameterException refused(String why) {
        if (spec == null) {
            throw new IllegalStateException("made without a command line");
        }
        return new ParameterException(spec.commandLine(), why);
    }
}
