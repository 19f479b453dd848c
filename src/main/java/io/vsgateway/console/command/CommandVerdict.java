package io.vsgateway.console.command;

/// Whether a command may be sent.
sealed interface CommandVerdict {
    /// It may, in this form.
    record Allowed(String command) implements CommandVerdict {}

    /// It may not; `why` may be shown to the sender.
    record Refused(String why) implements CommandVerdict {}
}
