package io.vsgateway.access.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vsgateway.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A one-time ticket on the wire.
@Schema(description = "A one-time ticket for one WebSocket")
record WsToken(
        @Schema(
                        description = "The ticket: 43 base64url characters",
                        examples = "kXv2mYt0Jc3tqvQ1n8RrV6o0dDg5WbUe9sPZyLhAi4M")
                String token,
        @Schema(description = "When it expires, ISO 8601", examples = "2026-01-31T10:16:00Z")
                @JsonProperty("expires_at")
                Instant expiresAt,
        @Schema(description = "In how many seconds it expires", examples = "30")
                @JsonProperty("expires_in_seconds")
                long expiresInSeconds,
        @Schema(description = "The role it stands for", examples = "admin") String role) {
    static WsToken of(TicketIssue.Issued issued, Role role, Instant now) {
        Duration ttl = issued.ttl();
        return new WsToken(issued.ticket(), now.plus(ttl), ttl.toSeconds(), role.wireName());
    }

    @Override
    public String toString() {
        return "WsToken[***, expiresAt=" + expiresAt + ", role=" + role + "]";
    }
}
