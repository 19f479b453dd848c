package io.vsgateway.channel.rest;

import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Pace;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.hub.Hub;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.AllowedToAnyone;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.session.Sessions;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.TopicName;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How the channels are, at the addresses where programs look for it.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels")
public class HealthResource {
    private static final int UNHEALTHY = 503;
    private static final long MOST_SILENT_MILLIS = 10_000;

    @Inject Hub hub;
    @Inject Roster roster;
    @Inject Channels channels;
    @Inject Sessions sessions;

    @GET
    @Path("/ws/health")
    @AllowedToAnyone
    @SecurityRequirements
    @Operation(
            operationId = "getChannelHealth",
            summary = "Are the channels well?",
            description =
                    "Figures only; 503 while the gateway shuts down, or has not reached its Redis for ten seconds.")
    @APIResponse(
            responseCode = "200",
            description = "They are",
            content = @Content(schema = @Schema(implementation = Figures.Health.class)))
    @APIResponse(
            responseCode = "503",
            description = "They are not",
            content = @Content(schema = @Schema(implementation = Figures.Health.class)))
    public Response health() {
        List<Connection> all = roster.connections();
        int alive = (int) all.stream().filter(Connection::isAlive).count();
        int local = roster.countLocal();
        var body =
                new Figures.Health(
                        status(),
                        now(),
                        new Figures.Connections(all.size(), local, alive, all.size() - alive),
                        roster.countUsers(),
                        redis());
        return answer(body);
    }

    @GET
    @Path("/api/v1/websocket/health")
    @AllowedToAnyone
    @SecurityRequirements
    @Operation(
            operationId = "getWebSocketHealth",
            summary = "The same as /ws/health",
            description =
                    "Figures only; 503 while the gateway shuts down, or has not reached its Redis for ten seconds.")
    @APIResponse(
            responseCode = "200",
            description = "They are well",
            content = @Content(schema = @Schema(implementation = Figures.Health.class)))
    @APIResponse(
            responseCode = "503",
            description = "They are not",
            content = @Content(schema = @Schema(implementation = Figures.Health.class)))
    public Response webSocketHealth() {
        return health();
    }

    @GET
    @Path("/health/websocket")
    @AllowedToAnyone
    @SecurityRequirements
    @Operation(
            operationId = "getPlainHealth",
            summary = "The same as /ws/health, with connections as a number",
            description =
                    "Figures only; 503 while the gateway shuts down, or has not reached its Redis for ten seconds.")
    @APIResponse(
            responseCode = "200",
            description = "They are well",
            content = @Content(schema = @Schema(implementation = Figures.PlainHealth.class)))
    @APIResponse(
            responseCode = "503",
            description = "They are not",
            content = @Content(schema = @Schema(implementation = Figures.PlainHealth.class)))
    public Response plainHealth() {
        int rooms = roster.countAttended("room");
        return answer(
                new Figures.PlainHealth(
                        status(), now(), roster.count(), roster.countUsers(), rooms));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private Figures.Redis redis() {
        OrderState order = hub.state();
        boolean isReached = order.isShared() && order.isReached();
        return new Figures.Redis(
                order.isShared(),
                isReached,
                isReached,
                order.isShared() ? order.silentMillis() : 0,
                problem(order));
    }

    private static @Nullable String problem(OrderState order) {
        if (!order.isReached()) {
            return "Redis cannot be reached";
        }
        return order.isFull() ? "Redis is full (maxmemory)" : null;
    }

    private String status() {
        if (isUnhealthy()) {
            return "unhealthy";
        }
        return problem(hub.state()) == null ? "healthy" : "degraded";
    }

    /// Nobody should be sent here who could go elsewhere.
    private boolean isUnhealthy() {
        OrderState order = hub.state();
        return sessions.isDraining()
                || (!order.isReached() && order.silentMillis() > MOST_SILENT_MILLIS);
    }

    private Response answer(Object body) {
        return Response.status(isUnhealthy() ? UNHEALTHY : 200).entity(body).build();
    }

    @GET
    @Path("/ws/stats")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getChannelStats",
            summary = "Who is connected, and in which rooms?",
            description =
                    "The number of connections, the first 1000 users, and rooms with how many are in them.")
    public Figures.Stats stats() {
        Map<String, Integer> rooms = new TreeMap<>();
        for (TopicName room : roster.attended("room")) {
            rooms.put(room.segments().getFirst(), roster.countPresent(room));
        }
        return new Figures.Stats(roster.count(), roster.users(null, Roster.MOST_LISTED), rooms);
    }

    @GET
    @Path("/api/v1/websocket/metrics")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getChannelMetrics",
            summary = "All figures of the channels",
            description =
                    "What is there now, what was published, refused, told as an error and closed"
                            + " since the start, and how fast it goes at present.")
    public Figures.Metrics metrics() {
        Map<String, Long> errors = new LinkedHashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code.label(), channels.errors().count(code));
        }
        Map<String, Long> closes = new LinkedHashMap<>();
        for (CloseCode code : CloseCode.values()) {
            closes.put(Integer.toString(code.code()), sessions.closes(code));
        }
        Pace.Present present = channels.pace().present();
        return new Figures.Metrics(
                now(),
                roster.count(),
                roster.countUsers(),
                hub.count(),
                hub.subscriptions(),
                hub.bytes(),
                channels.published(),
                channels.refused(),
                channels.sent().entries(),
                channels.sent().gaps(),
                hub.end(),
                errors,
                closes,
                rates(present),
                latency(present.micros()));
    }

    private static Figures.Rates rates(Pace.Present present) {
        return new Figures.Rates(
                rounded(present.seconds()),
                rounded(present.in()),
                rounded(present.out()),
                rounded(present.errors()));
    }

    private static Figures.Latency latency(Histogram micros) {
        long samples = micros.getTotalCount();
        if (samples == 0) {
            return new Figures.Latency(0, null, null, null);
        }
        return new Figures.Latency(
                samples,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
