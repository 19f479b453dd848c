package io.vsgateway.channel.combat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.wire.channel.EventBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What gateways tell each other of fights, as JSON. What is not there, as an older version did not
/// write it, is absent; what is not known is passed over.
final class Minutes {
    private Minutes() {}

    /// What seldom changes.
    ///
    /// @param run tells the fight from an earlier one of the same name
    /// @param state what the back-end last said of it; null if nothing
    record Terms(String run, Combat rules, @Nullable EventBody state) {}

    /// How it stands after a judgement.
    ///
    /// @param version counts judgements
    /// @param node which gateway has judged
    /// @param at when, by the clock by which deadlines are
    /// @param events how many events follow
    record Judgement(
            String run,
            int version,
            String node,
            Instant at,
            int events,
            List<Participant> participants,
            Stage stage) {}

    static String write(Terms terms) {
        Combat rules = terms.rules();
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("run", terms.run()).put("advance", rules.advance().name());
        rules.actions().forEach(text.putArray("actions")::add);
        put(text, "turnTime", rules.turnTime());
        text.put("onTimeout", rules.onTimeout().name()).put("maxTimeouts", rules.maxTimeouts());
        text.put("isOpen", rules.spectators().isOpen());
        rules.spectators().users().forEach(text.putArray("spectators")::add);
        if (terms.state() != null) {
            text.put("state", terms.state().members());
        }
        return text.toString();
    }

    static Terms terms(JsonNode text) {
        var rules =
                new Combat(
                        Combat.Advance.valueOf(text.path("advance").asText()),
                        new LinkedHashSet<>(strings(text.path("actions"))),
                        duration(text.path("turnTime")),
                        Combat.OnTimeout.valueOf(text.path("onTimeout").asText()),
                        text.path("maxTimeouts").asInt(),
                        new Combat.Spectators(
                                text.path("isOpen").asBoolean(), strings(text.path("spectators"))));
        String state = text.path("state").textValue();
        return new Terms(
                text.path("run").asText(),
                rules,
                state == null ? null : EventBody.restored("combat_state", state));
    }

    static String write(Judgement one) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("run", one.run()).put("version", one.version()).put("node", one.node());
        put(text, "at", one.at());
        text.put("events", one.events());
        ArrayNode participants = text.putArray("participants");
        for (Participant who : one.participants()) {
            participants
                    .addObject()
                    .put("userId", who.userId())
                    .put("name", who.fighter().name())
                    .put("isNpc", who.fighter().isNpc())
                    .put("team", who.fighter().team())
                    .put("standing", who.standing().name())
                    .put("isConnected", who.isConnected())
                    .put("timeouts", who.timeouts());
        }
        put(one.stage(), text.putObject("stage"));
        return text.toString();
    }

    private static void put(Stage stage, ObjectNode text) {
        switch (stage) {
            case Stage.Open _ -> text.put("is", "open");
            case Stage.Turn turn -> put(turn, text.put("is", "turn"));
            case Stage.Paused(Stage.Turn turn, Duration left) -> {
                put(turn, text.put("is", "paused"));
                put(text, "left", left);
            }
            case Stage.Ended(Fact.Reason reason, String team, boolean isForgotten) ->
                    text.put("is", "ended")
                            .put("reason", reason.name())
                            .put("team", team)
                            .put("isForgotten", isForgotten);
        }
    }

    private static void put(Stage.Turn turn, ObjectNode text) {
        text.put("turn", turn.turn()).put("round", turn.round()).put("userId", turn.userId());
        text.put("isDone", turn.isDone());
        put(text, "deadline", turn.deadline());
    }

    static Judgement judgement(JsonNode text) {
        var participants = new ArrayList<Participant>();
        for (JsonNode who : text.path("participants")) {
            var fighter =
                    new Fighter(
                            who.path("userId").asText(),
                            who.path("name").asText(),
                            who.path("isNpc").asBoolean(),
                            who.path("team").asText());
            participants.add(
                    new Participant(
                            fighter,
                            Encounter.Standing.valueOf(who.path("standing").asText()),
                            who.path("isConnected").asBoolean(),
                            who.path("timeouts").asInt()));
        }
        return new Judgement(
                text.path("run").asText(),
                text.path("version").asInt(),
                text.path("node").asText(),
                Instant.ofEpochMilli(text.path("at").asLong()),
                text.path("events").asInt(),
                participants,
                stage(text.path("stage")));
    }

    private static Stage stage(JsonNode text) {
        String which = text.path("is").asText();
        return switch (which) {
            case "open" -> new Stage.Open();
            case "turn" -> turn(text);
            case "paused" -> new Stage.Paused(turn(text), duration(text.path("left")));
            case "ended" ->
                    new Stage.Ended(
                            Fact.Reason.valueOf(text.path("reason").asText()),
                            text.path("team").textValue(),
                            text.path("isForgotten").asBoolean());
            default -> throw new IllegalArgumentException("there is no such stage: " + which);
        };
    }

    private static Stage.Turn turn(JsonNode text) {
        JsonNode deadline = text.path("deadline");
        return new Stage.Turn(
                text.path("turn").asInt(),
                text.path("round").asInt(),
                text.path("userId").asText(),
                deadline.isNumber() ? Instant.ofEpochMilli(deadline.asLong()) : null,
                text.path("isDone").asBoolean());
    }

    private static void put(ObjectNode text, String name, @Nullable Instant value) {
        if (value != null) {
            text.put(name, value.toEpochMilli());
        }
    }

    private static void put(ObjectNode text, String name, @Nullable Duration value) {
        if (value != null) {
            text.put(name, value.toMillis());
        }
    }

    private static @Nullable Duration duration(JsonNode value) {
        return value.isNumber() ? Duration.ofMillis(value.asLong()) : null;
    }

    private static List<String> strings(JsonNode array) {
        var all = new ArrayList<String>();
        array.forEach(one -> all.add(one.asText()));
        return all;
    }
}
