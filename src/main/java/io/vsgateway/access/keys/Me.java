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
                        description = "The user's address, if their token has one",
                        examples = "ada@example.org")
                @Nullable String email,
        @Schema(
                        description =
                                "The scopes of a signed token; absent for any other credential",
                        examples = "[\"tasks\"]")
                @Nullable List<String> scopes,
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
    private static @Nullable List<String> scopes(Caller caller) {
        return caller.grant().isPersonal()
                ? caller.grant().claims().scopes().stream().sorted().toList()
                : null;
    }

    static Me of(Caller caller, Instant now) {
        return new Me(
                caller.role().wireName(),
                caller.name(),
                caller.userId(),
                caller.grant().displayName(),
                caller.grant().claims().email(),
                scopes(caller),
                Arrays.stream(Right.values())
                        .filter(caller::may)
                        .map(right -> right.name().toLowerCase(Locale.ROOT))
                        .toList(),
                caller.grant().expiresAt(now).orElse(null));
    }
}
