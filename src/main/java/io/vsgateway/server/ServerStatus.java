package io.vsgateway.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.game.Run;
import io.vsgateway.text.Masking;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `GET …/server`.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What the game process is doing")
public record ServerStatus(
        @Schema(
                        description =
                                "stopped, starting, running, stopping, crashed, backing_off, given_up,"
                                        + " following, unreachable or none",
                        examples = "running")
                String state,
        @Schema(description = "when this state began") Instant since,
        @Schema(description = "the time at the gateway, by which all times here are") Instant now,
        @Schema(description = "managed, tail, demo, remote or none", examples = "managed")
                String mode,
        @Schema(examples = "vintagestory") String dialect,
        @Schema(description = "whether it printed its ready line") boolean ready,
        @Schema(
                        description =
                                "the process, while there is one; also one that is in the way of a start")
                @Nullable Long pid,
        @JsonProperty("uptime_seconds") @Schema(description = "since this run began")
                @Nullable Long uptimeSeconds,
        @Schema(description = "more of the state: the step of a stop, why it was given up")
                @Nullable String detail,
        @Schema(
                        description =
                                "when the present step of a stop is over at the latest, or the game"
                                        + " is started again")
                @Nullable Instant until,
        @JsonProperty("restart_at") @Schema(description = "while backing off")
                @Nullable Instant restartAt,
        @Schema(
                        description =
                                "who plays, as far as the console tells; left out if that is not known")
                @Nullable PlayerList players,
        @Schema(description = "what the game's process takes; left out if that is not known")
                @Nullable Usage process,
        @Schema(description = "whether commands can be sent now") Input input,
        @Schema(description = "restarts after crashes since the gateway began") int restarts,
        @Schema(description = "a stop or restart to come; left out if there is none")
                @Nullable Coming countdown,
        @JsonProperty("stop_seconds")
                @Schema(description = "how long a stop takes at most", examples = "90")
                long stopSeconds,
        @JsonProperty("last_run") @Nullable EndedRun lastRun,
        @Schema(description = "ended runs, newest first; their lines are in last_run only")
                List<EndedRun> runs) {

    /// The players who are playing.
    @RegisterForReflection
    @Schema(name = "Players", description = "Who plays, in the order in which they came")
    public record PlayerList(List<Online> online, int count) {
        static @Nullable PlayerList of(
                @Nullable List<Player> players, UnaryOperator<String> visible) {
            return players == null
                    ? null
                    : new PlayerList(
                            players.stream()
                                    .map(p -> new Online(clean(visible, p.name()), p.since()))
                                    .toList(),
                            players.size());
        }

        private static String clean(UnaryOperator<String> visible, String name) {
            return SafeText.of(visible.apply(name), false);
        }
    }

    /// Somebody who is playing.
    @RegisterForReflection
    @Schema(name = "Player")
    public record Online(
            @Schema(description = "cleaned for showing", examples = "Priya13") String name,
            @Schema(description = "when the gateway learnt of it") Instant since) {}

    /// What the game's process uses.
    @RegisterForReflection
    @Schema(name = "Usage", description = "What the game's process takes, with its descendants")
    public record Usage(
            @JsonProperty("cpu_percent")
                    @Schema(
                            description =
                                    "since somebody asked before, a second ago at least; 100 is one"
                                            + " processor",
                            examples = "12.5")
                    double cpuPercent,
            @JsonProperty("memory_bytes") @Schema(description = "resident memory")
                    long memoryBytes) {}

    /// Whether commands can be sent.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Input")
    public record Input(
            boolean open,
            @Schema(
                            description = "why not",
                            examples = "the console is read-only: VS_GAME_STDIN_FIFO is not set")
                    @Nullable String reason) {}

    /// A stop or restart to come.
    @RegisterForReflection
    @Schema(name = "Countdown")
    public record Coming(
            @Schema(description = "stop or restart", examples = "restart") String action,
            Instant at,
            @Schema(description = "whose it is", examples = "admin-key") String by) {
        static @Nullable Coming of(Game.@Nullable Coming coming) {
            return coming == null ? null : new Coming(coming.action(), coming.at(), coming.by());
        }
    }

    /// One ended run.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EndedRun", description = "A run of the game that has ended")
    public record EndedRun(
            long pid,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("ended_at") Instant endedAt,
            @JsonProperty("exit_code") int exitCode,
            @Schema(description = "whether its end was asked for") boolean wanted,
            @JsonProperty("last_lines")
                    @Schema(description = "cleaned for showing, without colours")
                    @Nullable List<String> lastLines) {
        static EndedRun of(Run run, @Nullable List<String> lines) {
            return new EndedRun(
                    run.pid(),
                    run.startedAt(),
                    run.endedAt(),
                    run.exitCode(),
                    run.wanted(),
                    lines == null
                            ? null
                            : lines.stream().map(line -> SafeText.of(line, false)).toList());
        }
    }

    /// @param full whether the last lines may be shown, and the rest as it is
    static ServerStatus of(
            Game.GameReport report,
            ProcessLoad load,
            Game.@Nullable Coming coming,
            Duration stop,
            boolean full,
            Instant now) {
        GameState state = report.state();
        List<Run> runs = report.runs();
        UnaryOperator<String> visible = full ? UnaryOperator.identity() : Masking::all;
        @Nullable Long pid = state.processId();
        return new ServerStatus(
                state.label(),
                state.since(),
                now.truncatedTo(ChronoUnit.MILLIS),
                report.mode(),
                report.dialect(),
                report.ready(),
                pid,
                report.startedAt() == null
                        ? null
                        : Math.max(0, Duration.between(report.startedAt(), now).toSeconds()),
                masked(visible, detail(state)),
                state.until(),
                state instanceof GameState.BackingOff(_, Instant until, _) ? until : null,
                PlayerList.of(report.players(), visible),
                load.of(report)
                        .map(usage -> new Usage(usage.cpuPercent(), usage.memoryBytes()))
                        .orElse(null),
                new Input(report.inputClosed() == null, masked(visible, report.inputClosed())),
                report.restarts(),
                Coming.of(coming),
                stop.toSeconds(),
                runs.isEmpty()
                        ? null
                        : EndedRun.of(runs.getFirst(), full ? runs.getFirst().lastLines() : null),
                runs.stream().map(run -> EndedRun.of(run, null)).toList());
    }

    private static @Nullable String masked(UnaryOperator<String> visible, @Nullable String text) {
        return text == null ? null : visible.apply(text);
    }

    /// The state as a console frame, the same for all who watch.
    public static Frame.State frame(GameState state, Instant now) {
        return new Frame.State(
                now, state.label(), masked(Masking::all, detail(state)), state.until());
    }

    private static @Nullable String detail(GameState state) {
        return switch (state) {
            case GameState.Stopping(_, _, String step, _, _) -> step;
            case GameState.Crashed(_, int exitCode) -> "exit code " + exitCode;
            case GameState.BackingOff(_, _, int attempt) -> "restart attempt " + attempt;
            case GameState.GivenUp(_, String reason, _) -> reason;
            case GameState.Unreachable(_, String reason) -> reason;
            case GameState.Stopped _,
                    GameState.Starting _,
                    GameState.Running _,
                    GameState.Following _,
                    GameState.None _ ->
                    null;
        };
    }
}
