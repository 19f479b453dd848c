package io.vsgateway.console.command;

import io.vsgateway.audit.AuditRecord;
import io.vsgateway.game.Receipt;
import org.jspecify.annotations.Nullable;

/// How far a command is known to have come, as its sender hears of it.
///
/// @param status that of a [Receipt], or `unknown`
/// @param reason why, if it has one
/// @param line id of the line that confirmed it; null if none did, or if it is not known any more
/// @param isFinal whether nothing more will be told of it
public record Outcome(
        String status, @Nullable String reason, @Nullable String line, boolean isFinal) {
    /// What nobody knows about.
    static final Outcome UNKNOWN = unknown("no command with this id is known here");

    /// What nobody can be asked about now. It may have been run, so it is not to be sent again.
    static final Outcome OUT_OF_REACH =
            new Outcome(
                    "timed_out",
                    "the gateway that has the game cannot be asked: it may have been run",
                    null,
                    true);

    /// Whether nothing is known of it.
    boolean isUnknown() {
        return status.equals(UNKNOWN.status);
    }

    static Outcome of(Receipt receipt, @Nullable String line) {
        String reason = receipt.reason().isEmpty() ? null : receipt.reason();
        return new Outcome(receipt.status(), reason, line, receipt.isFinal());
    }

    /// As it is recorded; of a command that is not under way any more.
    static Outcome recorded(AuditRecord latest) {
        return switch (latest.result()) {
            case "accepted" ->
                    unknown("the gateway ended before it told whether the game has got it");
            case "written" ->
                    new Outcome(
                            "timed_out",
                            "it was written; the gateway ended before it saw an answer",
                            null,
                            true);
            default -> new Outcome(latest.result(), latest.reason(), null, true);
        };
    }

    private static Outcome unknown(String why) {
        return new Outcome("unknown", why, null, true);
    }
}
