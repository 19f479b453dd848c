package io.vsgateway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Caller;
import io.vsgateway.text.Masking;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One thing that somebody did, or its outcome. It holds no secret.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One audited action or its outcome; secrets are masked")
public record AuditRecord(
        @Schema(examples = "2026-01-31T10:15:30.123Z") Instant ts,
        @Schema(
                        description =
                                "command, receipt, server, channels, sanction, moderation or settings",
                        examples = "command")
                String event,
        @Schema(examples = "admin-key") String caller,
        @Schema(examples = "admin") String role,
        @Schema(examples = "192.0.2.7") String address,
        @Schema(description = "the WebSocket connection; absent for REST")
                @Nullable String connection,
        @Schema(description = "the command's id, equal in all its records") @Nullable String id,
        @Schema(description = "what was done, such as the command", examples = "/time")
                String action,
        @Schema(
                        description =
                                "accepted, written, confirmed, timed_out or rejected; of settings taken,"
                                        + " put_off or refused",
                        examples = "accepted")
                String result,
        @Nullable String reason) {

    public static AuditRecord of(
            String event,
            Caller caller,
            @Nullable String connection,
            @Nullable String id,
            String action,
            String result,
            @Nullable String reason) {
        return new AuditRecord(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                event,
                caller.name(),
                caller.role().wireName(),
                caller.address().text(),
                connection,
                id == null ? null : Masking.secrets(id),
                Masking.secrets(action),
                result,
                reason == null || reason.isEmpty() ? null : Masking.secrets(reason));
    }
}
