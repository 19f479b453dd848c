package io.vsgateway.access.refusal;

import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.log.LogFields;
import io.vsgateway.log.RationedLog;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Logs refusals of every kind: one line a second per address (per /64 for IPv6), [#MAX_LINES]
/// lines a second in all. A line has the address, the reason and what helps to find the cause, and
/// no part of a credential.
///
/// Any thread.
public final class RefusalLog {
    /// Most lines a second in all.
    static final int MAX_LINES = 20;

    private final RationedLog log;

    public RefusalLog(InstantSource clock, Consumer<String> out) {
        this.log = new RationedLog(clock, MAX_LINES, out);
    }

    /// Logs the refusal of a credential, or only counts it.
    ///
    /// @param where the place of the credential, or what else helps to find the cause; constant
    ///   text
    public void refused(ClientAddress address, Refusal why, String where) {
        refused(address, why.text(), where);
    }

    /// Logs a refusal, or only counts it.
    ///
    /// @param why one clause in lower case
    /// @param where what helps to find the cause; without control characters, and no secret
    public void refused(ClientAddress address, String why, String where) {
        try (var _ = LogFields.of(address)) {
            log.tell(address.block(), () -> "Refused " + address + ": " + why + " (" + where + ")");
        }
    }
}
