package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.channel.Node;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One connection to the channels.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ChannelConnection", description = "One connection to the channels")
public record ConnectionInfo(
        @JsonProperty("connection_id") String connectionId,
        @JsonProperty("user_id") @Schema(description = "absent of who is not known")
                @Nullable String userId,
        @Nullable String user,
        @Schema(examples = "player") String role,
        @Schema(description = "the gateway it is connected to, as its `connected` message says")
                String node,
        @Schema(description = "game, chat, combat or world; empty for the one for all")
                String endpoint,
        Instant since,
        List<String> topics,
        @JsonRawValue
                @Schema(type = SchemaType.OBJECT, description = "what the client says of itself")
                String metadata) {
    static ConnectionInfo of(Connection one, Node node) {
        boolean isKnown = !one.userId().isEmpty();
        return new ConnectionInfo(
                one.id(),
                isKnown ? one.userId() : null,
                isKnown ? one.displayName() : null,
                one.role(),
                one.node().isEmpty() ? node.id() : one.node(),
                one.endpoint(),
                one.since(),
                one.topics().stream().map(TopicPattern::text).toList(),
                one.metadata());
    }
}
