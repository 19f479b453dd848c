package io.vsgateway.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vsgateway.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A new sign-in on the wire.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A sign-in")
record SignIn(
        @Schema(
                        description =
                                "Its token: 43 base64url characters; absent if it is in a cookie",
                        examples = "kXv2mYt0Jc3tqvQ1n8RrV6o0dDg5WbUe9sPZyLhAi4M")
                @Nullable String token,
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

    /// The same, for who has the token in a cookie and is not to read it.
    SignIn withoutToken() {
        return new SignIn(null, expiresAt, expiresInSeconds, role);
    }

    @Override
    public String toString() {
        return "SignIn[***, expiresAt=" + expiresAt + ", role=" + role + "]";
    }
}
