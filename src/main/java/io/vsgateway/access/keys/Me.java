package io.vsgateway.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The caller on the wire.
@Schema(description = "Who is calling")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Me(
        @Schema(description = "What the caller may do", examples = "admin") String role,
        @Schema(description = "A stable name of the credential", examples = "admin-key")
                String name,
        @Schema(description = "Who it is to others", examples = "key:admin")
                @JsonProperty("user_id")
                String userId,
        @Schema(description = "What others are shown", examples = "Admin") String user,
        @Schema(
                        description = "What this very credential may do",
                        examples = "[\"watch_game\", \"send_commands\"]")
                List<String> rights,
        @Schema(
                        description =
                                "When the credential expires, ISO 8601; absent if it does not",
                        examples = "2026-01-31T22:15:30Z")
                @JsonProperty("expires_at")
                @Nullable Instant expiresAt) {
    static Me of(Caller caller, Instant now) {
        return new Me(
                caller.role().wireName(),
                caller.name(),
                caller.userId(),
                caller.grant().displayName(),
                Arrays.stream(Right.values())
                        .filter(caller::may)
                        .map(right -> right.name().toLowerCase(Locale.ROOT))
                        .toList(),
                caller.grant().expiresAt(now).orElse(null));
    }
}
