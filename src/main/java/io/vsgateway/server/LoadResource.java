package io.vsgateway.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Vertx;
import io.vsgateway.access.Right;
import io.vsgateway.game.Game;
import io.vsgateway.rest.Allowed;
import io.vsgateway.server.LoadHistory.Sample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The last hours of the game over REST, and the timer that remembers them.
@ApplicationScoped
@Path("/api/v1alpha1/server/load/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "server")
class LoadResource {
    private final LoadHistory history;
    private final Vertx vertx;
    private long timer;

    LoadResource(Game game, ProcessLoad load, Vertx vertx) {
        this.history = new LoadHistory(game::report, load, InstantSource.system());
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent start) {
        timer = vertx.setPeriodic(LoadHistory.INTERVAL.toMillis(), _ -> onWorker());
    }

    void end(@Observes ShutdownEvent end) {
        vertx.cancelTimer(timer);
    }

    /// Files are read for it.
    private void onWorker() {
        vertx.executeBlocking(() -> {
            history.sample();
            return null;
        });
    }

    @GET
    @Allowed(Right.WATCH_GAME)
    @Operation(
            operationId = "getLoadHistory",
            summary = "How were the last hours?",
            description =
                    "How many played and what the game used, each half minute of the last six hours,"
                            + " the oldest first. It begins with the gateway.")
    @APIResponse(
            responseCode = "200",
            description = "The columns of a table, all equally long",
            content = @Content(schema = @Schema(implementation = Table.class)))
    public Table history() {
        return Table.of(history.samples());
    }

    /// For the description of the body: one value.
    @Schema(name = "NumberIfKnown", type = SchemaType.NUMBER, nullable = true)
    interface Known {}

    /// The body: columns, as a line of a graph wants them.
    @RegisterForReflection
    @Schema(
            name = "LoadHistory",
            description = "The last hours, as columns; what is not known is null")
    public record Table(
            @JsonProperty("interval_seconds") @Schema(examples = "30") long intervalSeconds,
            @Schema(description = "seconds since 1970") List<Long> at,
            @Schema(
                            description = "how many played",
                            type = SchemaType.ARRAY,
                            implementation = Known.class)
                    List<@Nullable Integer> players,
            @JsonProperty("cpu_percent")
                    @Schema(
                            description = "since the time before; 100 is one processor",
                            type = SchemaType.ARRAY,
                            implementation = Known.class)
                    List<@Nullable Double> cpuPercent,
            @JsonProperty("memory_bytes")
                    @Schema(
                            description = "resident memory",
                            type = SchemaType.ARRAY,
                            implementation = Known.class)
                    List<@Nullable Long> memoryBytes) {
        static Table of(List<Sample> samples) {
            return new Table(
                    LoadHistory.INTERVAL.toSeconds(),
                    column(samples, sample -> sample.at().getEpochSecond()),
                    column(samples, Sample::players),
                    column(samples, Sample::cpuPercent),
                    column(samples, Sample::memoryBytes));
        }

        private static <T extends @Nullable Object> List<T> column(
                List<Sample> samples, Function<Sample, T> value) {
            return samples.stream().map(value).toList();
        }
    }
}
