package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
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
            @Schema(description = "healthy, degraded or unhealthy") String status,
            Instant timestamp,
            Connections connections,
            int users,
            Redis redis) {}

    /// The same where `connections` is a number.
    @RegisterForReflection
    @Schema(name = "PlainChannelHealth")
    public record PlainHealth(
            @Schema(description = "healthy, degraded or unhealthy") String status,
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
            @JsonProperty("pubsub_connected")
                    @Schema(description = "whether what others publish is read")
                    boolean pubsubConnected,
            @JsonProperty("behind_ms")
                    @Schema(description = "milliseconds since Redis was last heard")
                    long behindMillis,
            @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Schema(
                            description =
                                    "why what is published is not shared now; absent while it is",
                            examples = "Redis is full (maxmemory)")
                    @Nullable String problem) {}

    /// Who is there.
    @RegisterForReflection
    @Schema(name = "ChannelStats")
    public record Stats(
            int connections,
            @Schema(description = "the first 1000 ids") List<String> users,
            Map<String, Integer> rooms) {}

    /// What happens in a second at present.
    @RegisterForReflection
    @Schema(name = "ChannelRates", description = "per second, at present")
    public record Rates(
            @JsonProperty("window_seconds")
                    @Schema(description = "they were counted within so many last seconds")
                    double windowSeconds,
            @JsonProperty("events_in") double eventsIn,
            @JsonProperty("events_out") double eventsOut,
            double errors) {}

    /// How long events take.
    @RegisterForReflection
    @Schema(
            name = "ChannelLatency",
            description =
                    "milliseconds from an event's place in the order until it was handed to a"
                            + " connection, within the same seconds, measured on a few events")
    public record Latency(
            @Schema(description = "so many deliveries were measured") long samples,
            @Schema(description = "null if none was", nullable = true) @Nullable Double p50,
            @Schema(description = "null if none was", nullable = true) @Nullable Double p99,
            @Schema(description = "null if none was", nullable = true) @Nullable Double max) {}

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
            @Schema(description = "told to clients since the start, by code")
                    Map<String, Long> errors,
            @Schema(description = "connections closed since the start, by code")
                    Map<String, Long> closes,
            @JsonProperty("per_second") Rates perSecond,
            @JsonProperty("latency_ms") Latency latencyMs) {}
}
