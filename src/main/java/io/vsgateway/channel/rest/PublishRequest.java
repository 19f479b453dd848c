package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What somebody wants to publish, to one of: everybody, a user, a connection, a room, topics.
@RegisterForReflection
@Schema(
        name = "PublishRequest",
        description =
                "One event and where it goes: exactly one of all, user, connection, room, topic and topics; or several publications")
public record PublishRequest(
        @Schema(description = "to everybody who is connected") @Nullable Boolean all,
        @Schema(description = "to all connections of this user") @Nullable String user,
        @Schema(description = "to this connection") @Nullable String connection,
        @Schema(examples = "vip") @Nullable String room,
        @Schema(examples = "app:tasks") @Nullable String topic,
        @Schema(description = "at most 100") @Nullable List<String> topics,
        @Schema(
                        type = SchemaType.OBJECT,
                        description = "the event: a type, and any other members",
                        examples =
                                "{\"type\":\"task_status_update\",\"data\":{\"task_id\":\"t1\"}}")
                @Nullable JsonNode event,
        @JsonProperty("exclude_user") @Schema(description = "a user who is not told")
                @Nullable String excludeUser,
        @JsonProperty("idempotency_key")
                @Schema(
                        description =
                                "of several with the same key within 5 minutes one is published")
                @Nullable String idempotencyKey,
        @Schema(description = "kept under this key as the latest value, for those who come later")
                @Nullable String retain,
        @Schema(description = "several at once, at most 1000, instead of all others")
                @Nullable List<PublishRequest> publications) {}
