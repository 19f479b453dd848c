package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How the channels are, in figures.
final class Figures {
    private Figures() {}

    /// In short, for monitors.
    @RegisterForReflection
    @Schema(name = "ChannelHealth")
    public record Health(
            @Schema(description = "healthy or unhealthy") String status,
            Instant timestamp,
            Connections connections,
            int users,
            Redis redis) {}

    /// The same where `connections` is a number.
    @RegisterForReflection
    @Schema(name = "PlainChannelHealth")
    public record PlainHealth(
            @Schema(description = "healthy or unhealthy") String status,
            Instant timestamp,
            int connections,
            int users,
            int rooms) {}

    /// Connections to the channels.
    @RegisterForReflection
    @Schema(name = "ChannelConnections")
    public record Connections(int total, int local, int alive, int dead) {}

    /// The order between several gateways.
    @RegisterForReflection
    @Schema(name = "ChannelRedis")
    public record Redis(
            boolean configured,
            boolean connected,
            @JsonProperty("pubsub_connected") boolean pubsubConnected) {}

    /// Who is there.
    @RegisterForReflection
    @Schema(name = "ChannelStats")
    public record Stats(
            int connections,
            @Schema(description = "the first 1000 ids") List<String> users,
            Map<String, Integer> rooms) {}

    /// All figures.
    @RegisterForReflection
    @Schema(name = "ChannelMetrics")
    public record Metrics(
            Instant timestamp,
            int connections,
            int users,
            int topics,
            long subscriptions,
            @JsonProperty("remembered_bytes") long rememberedBytes,
            @JsonProperty("events_in") long eventsIn,
            @JsonProperty("events_refused") long eventsRefused,
            @JsonProperty("events_out") long eventsOut,
            long gaps,
            long order,
            @Nullable Map<String, Long> closes) {}
}
