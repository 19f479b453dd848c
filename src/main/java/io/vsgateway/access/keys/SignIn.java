package io.vsgateway.access.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vsgateway.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A new session on the wire.
@Schema(description = "A session")
record SignIn(
        @Schema(
                        description = "Its token: 43 base64url characters",
                        examples = "kXv2mYt0Jc3tqvQ1n8RrV6o0dDg5WbUe9sPZyLhAi4M")
                String token,
        @Schema(description = "When it expires, ISO 8601", examples = "2026-01-31T22:15:30Z")
                @JsonProperty("expires_at")
                Instant expiresAt,
        @Schema(description = "In how many seconds it expires", examples = "43200")
                @JsonProperty("expires_in_seconds")
                long expiresInSeconds,
        @Schema(description = "Its role", examples = "admin") String role) {
    static SignIn of(SignIns.Issued issued, Role role, Instant now) {
        Duration ttl = issued.ttl();
        return new SignIn(issued.token(), now.plus(ttl), ttl.toSeconds(), role.wireName());
    }

    @Override
    public String toString() {
        return "SignIn[***, expiresAt=" + expiresAt + ", role=" + role + "]";
    }
}
