package io.vsgateway.cli.game;

import static io.vsgateway.cli.options.Wording.safe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// The game as a gateway describes it, in words. Fields that a newer gateway has besides are not
/// heeded.
record GameView(JsonNode json) {
    String state() {
        return json.path("state").asText();
    }

    /// When this state began.
    String since() {
        return json.path("since").asText();
    }

    boolean isReady() {
        return json.path("ready").asBoolean();
    }

    long pid() {
        return json.path("pid").asLong();
    }

    /// Whether the game stays as it is until somebody asks for something else.
    boolean rests() {
        return switch (state()) {
            case "stopped", "crashed", "given_up" -> true;
            default -> false;
        };
    }

    /// Whether this is to be done at a later time, be it `stop` or `restart`.
    boolean isComing(String action) {
        return json.path("countdown").path("action").asText().equals(action);
    }

    /// `running, ready` or `given up: why`, and what is to come.
    String headline() {
        String detail = json.path("detail").asText();
        return safe(state()).replace('_', ' ')
                + (isReady() ? ", ready" : "")
                + (detail.isEmpty() ? "" : ": " + safe(detail))
                + coming(json.path("countdown"));
    }

    private static String coming(JsonNode countdown) {
        return countdown.isMissingNode()
                ? ""
                : "; %s at %s, by %s"
                        .formatted(
                                safe(countdown.path("action").asText()),
                                safe(countdown.path("at").asText()),
                                safe(countdown.path("by").asText()));
    }

    /// The names of those who play, made safe.
    List<String> players() {
        return StreamSupport.stream(json.path("players").path("online").spliterator(), false)
                .map(player -> safe(player.path("name").asText()))
                .toList();
    }

    /// Whether the console tells who plays.
    boolean knowsPlayers() {
        return json.has("players");
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(headline());
        if (knowsPlayers()) {
            List<String> players = players();
            add(
                    lines,
                    "players",
                    players.isEmpty()
                            ? "none"
                            : players.size() + ": " + String.join(", ", players));
        }
        if (json.has("uptime_seconds")) {
            add(lines, "uptime", time(json.path("uptime_seconds").asLong()));
        }
        if (json.has("pid")) {
            add(lines, "process", "pid " + pid() + load(json.path("process")));
        }
        JsonNode input = json.path("input");
        if (!input.path("open").asBoolean()) {
            add(lines, "input", "closed: " + safe(input.path("reason").asText()));
        }
        if (json.path("restarts").asInt() > 0) {
            add(lines, "restarts", json.path("restarts").asText());
        }
        JsonNode run = json.path("last_run");
        if (run.has("exit_code")) {
            add(
                    lines,
                    "last run",
                    "ended "
                            + safe(run.path("ended_at").asText())
                            + (run.path("wanted").asBoolean() ? " as asked for" : " by itself")
                            + ", exit code "
                            + run.path("exit_code").asInt());
        }
        return lines;
    }

    private static void add(List<String> lines, String what, String value) {
        lines.add("%-10s%s".formatted(what, value));
    }

    private static String load(JsonNode process) {
        return process.isMissingNode()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.1f %% of a processor, %d MB",
                        process.path("cpu_percent").asDouble(),
                        process.path("memory_bytes").asLong() >> 20);
    }

    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : seconds + " s";
    }
}
