package io.vsgateway.game.elsewhere;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.game.Game.Coming;
import io.vsgateway.game.Game.GameReport;
import io.vsgateway.game.Game.Load;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.game.Run;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What is known of a game, as it travels over Redis: a JSON object. Unknown members come from
/// newer gateways and are not heeded; an unknown state is `following`, of which nothing is known
/// either.
public final class ReportWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportWords() {}

    /// What a gateway tells of its game.
    ///
    /// @param epoch of its console's feed
    public record Told(String epoch, GameReport report) {}

    /// @param load what its processes take; null if that is not known
    /// @param coming a stop or restart to come; null if there is none
    public static ObjectNode json(
            String epoch, GameReport report, @Nullable Load load, @Nullable Coming coming) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("epoch", epoch)
                .put("dialect", report.dialect())
                .put("ready", report.ready())
                .put("restarts", report.restarts())
                .put("input_closed", report.inputClosed());
        json.set("state", state(report.state()));
        if (report.startedAt() != null) {
            json.put("started_at", report.startedAt().toString());
        }
        ArrayNode runs = json.putArray("runs");
        report.runs().forEach(run -> runs.add(run(run)));
        List<Player> players = report.players();
        if (players != null) {
            ArrayNode online = json.putArray("players");
            for (Player one : players) {
                online.addObject().put("name", one.name()).put("since", one.since().toString());
            }
        }
        if (load != null) {
            json.putObject("load").put("cpu", load.cpuPercent()).put("memory", load.memoryBytes());
        }
        if (coming != null) {
            json.putObject("coming")
                    .put("action", coming.action())
                    .put("at", coming.at().toString())
                    .put("by", coming.by());
        }
        return json;
    }

    private static ObjectNode run(Run run) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pid", run.pid())
                .put("started_at", run.startedAt().toString())
                .put("ended_at", run.endedAt().toString())
                .put("exit", run.exitCode())
                .put("wanted", run.wanted());
        ArrayNode lines = json.putArray("lines");
        run.lastLines().forEach(lines::add);
        return json;
    }

    private static ObjectNode state(GameState state) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", state.label()).put("since", state.since().toString());
        switch (state) {
            case GameState.Starting(_, long pid) -> json.put("pid", pid);
            case GameState.Running(_, long pid) -> json.put("pid", pid);
            case GameState.Stopping(_, long pid, String step, Instant until, Instant stopsBy) ->
                    json.put("pid", pid)
                            .put("step", step)
                            .put("until", until.toString())
                            .put("stops_by", stopsBy.toString());
            case GameState.Crashed(_, int exitCode) -> json.put("exit", exitCode);
            case GameState.BackingOff(_, Instant until, int attempt) ->
                    json.put("until", until.toString()).put("attempt", attempt);
            case GameState.GivenUp(_, String reason, List<Long> pids) -> {
                json.put("reason", reason);
                ArrayNode all = json.putArray("pids");
                pids.forEach(all::add);
            }
            case GameState.Stopped _,
                    GameState.Following _,
                    GameState.Unreachable _,
                    GameState.None _ -> {
                // That was all.
            }
        }
        return json;
    }

    /// @throws IOException if no gateway can have written it
    public static Told told(String text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            var report =
                    new GameReport(
                            GameReport.REMOTE,
                            json.path("dialect").asText(),
                            state(json.path("state")),
                            json.path("ready").asBoolean(),
                            json.has("started_at") ? instant(json, "started_at") : null,
                            json.path("restarts").asInt(),
                            runs(json.path("runs")),
                            json.has("players") ? players(json.path("players")) : null,
                            json.path("input_closed").textValue(),
                            json.has("load") ? load(json.path("load")) : null,
                            json.has("coming") ? coming(json.path("coming")) : null);
            return new Told(json.path("epoch").asText(), report);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException("what is told of the game cannot be read", e);
        }
    }

    private static Load load(JsonNode json) {
        return new Load(json.path("cpu").asDouble(), json.path("memory").asLong());
    }

    private static Coming coming(JsonNode json) {
        return new Coming(
                json.path("action").asText(), instant(json, "at"), json.path("by").asText());
    }

    private static Instant instant(JsonNode json, String member) {
        return Instant.parse(json.path(member).asText());
    }

    private static List<Player> players(JsonNode json) {
        var players = new ArrayList<Player>();
        json.forEach(
                one -> players.add(new Player(one.path("name").asText(), instant(one, "since"))));
        return List.copyOf(players);
    }

    private static List<Run> runs(JsonNode json) {
        var runs = new ArrayList<Run>();
        for (JsonNode one : json) {
            runs.add(
                    new Run(
                            one.path("pid").asLong(),
                            instant(one, "started_at"),
                            instant(one, "ended_at"),
                            one.path("exit").asInt(),
                            one.path("wanted").asBoolean(),
                            all(one.path("lines")).map(JsonNode::asText).toList()));
        }
        return List.copyOf(runs);
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static GameState state(JsonNode json) {
        Instant since = instant(json, "since");
        long pid = json.path("pid").asLong();
        return switch (json.path("name").asText()) {
            case "stopped" -> new GameState.Stopped(since);
            case "starting" -> new GameState.Starting(since, pid);
            case "running" -> new GameState.Running(since, pid);
            case "stopping" ->
                    new GameState.Stopping(
                            since,
                            pid,
                            json.path("step").asText(),
                            instant(json, "until"),
                            instant(json, "stops_by"));
            case "crashed" -> new GameState.Crashed(since, json.path("exit").asInt());
            case "backing_off" ->
                    new GameState.BackingOff(
                            since, instant(json, "until"), json.path("attempt").asInt());
            case "given_up" ->
                    new GameState.GivenUp(
                            since,
                            json.path("reason").asText(),
                            all(json.path("pids")).map(JsonNode::asLong).toList());
            default -> new GameState.Following(since);
        };
    }
}
