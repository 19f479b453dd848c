package io.vsgateway.channel.rest;

import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.rest.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;

/// Takes note of what callers of REST change in the channels.
@ApplicationScoped
class ChannelAudit {
    private final AuditLog audit;
    private final CurrentCaller current;

    ChannelAudit(AuditLog audit, CurrentCaller current) {
        this.audit = audit;
        this.current = current;
    }

    void note(String action) {
        audit.add(
                AuditRecord.of("channels", current.caller(), null, null, action, "accepted", null));
    }
}
