package io.vsgateway.session.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Caller;
import io.vsgateway.session.Session;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Response bodies about connected callers.
final class CallerRecord {
    private CallerRecord() {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectedCaller", description = "One connection, and who is behind it")
    public record One(
            @JsonProperty("connection_id") String connectionId,
            @Schema(description = "the name of the credential", examples = "admin-key") String name,
            @Schema(examples = "admin") String role,
            @JsonProperty("user_id") @Schema(description = "absent of who is not known")
                    @Nullable String userId,
            @Schema(description = "where it comes from", examples = "192.0.2.7") String address,
            @Schema(description = "`console` or `channels`", examples = "console") String place,
            @Schema(examples = "2026-01-31T10:15:30.123Z") Instant since) {
        static One of(Session session) {
            Caller caller = session.caller();
            return new One(
                    session.id(),
                    caller.name(),
                    caller.role().wireName(),
                    caller.userId().isEmpty() ? null : caller.userId(),
                    caller.address().toString(),
                    session.place(),
                    session.since());
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectedCallers", description = "A page of them, in the order of their ids")
    public record Page(
            @Schema(description = "of all connections") int total,
            List<One> callers,
            @Schema(description = "what the next page begins behind; absent on the last")
                    @Nullable String next) {}
}
