package io.vsgateway.channel.combat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.channel.combat.Combat.Advance;
import io.vsgateway.channel.combat.Combat.Fighter;
import io.vsgateway.channel.combat.Combat.OnTimeout;
import io.vsgateway.channel.combat.Combat.Spectators;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.channel.EventBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A fight that somebody wants to begin.
@RegisterForReflection
@Schema(name = "CombatRequest", description = "A combat: who takes part, and by which rules")
public record CombatRequest(
        @Schema(description = "up to 64 of A-Z, a-z, 0-9, _ and -; made up if absent")
                @Nullable String id,
        @Schema(description = "2 to 64 of two teams at least, in the order in which they act")
                @Nullable List<Who> participants,
        @JsonProperty("turn_seconds") @Schema(description = "1 to 86400; absent for no limit")
                @Nullable Integer turnSeconds,
        @JsonProperty("on_timeout")
                @Schema(description = "skip, forfeit or pause", defaultValue = "skip")
                @Nullable String onTimeout,
        @JsonProperty("max_timeouts")
                @Schema(description = "after so many in a row one forfeits; 0 for never")
                @Nullable Integer maxTimeouts,
        @Schema(description = "action or service: what ends a turn", defaultValue = "action")
                @Nullable String advance,
        @Schema(description = "names of what may be done, at most 100; absent for anything")
                @Nullable List<String> actions,
        @Schema(
                        description =
                                "none, anyone, or a list of at most 1000 ids of users; none if absent")
                @Nullable JsonNode spectators,
        @Schema(type = SchemaType.OBJECT, description = "what it looks like; only passed on")
                @Nullable JsonNode state) {
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_TIMEOUTS = 1000;
    private static final int MOST_ACTIONS = 100;
    private static final int MOST_SPECTATORS = 1000;
    private static final int LONGEST = 64;

    /// Somebody who is to take part.
    @RegisterForReflection
    @Schema(name = "CombatParticipant")
    public record Who(
            @JsonProperty("user_id") @Nullable String userId,
            @Schema(description = "the id if absent") @Nullable String name,
            @Schema(description = "player or npc", defaultValue = "player") @Nullable String kind,
            @Schema(description = "who is of one team wins and loses together")
                    @Nullable String team) {
        Fighter read() {
            String user = text(userId, "user_id");
            String whichKind = kind == null ? "player" : kind;
            require(whichKind.equals("player") || whichKind.equals("npc"), "kind is player or npc");
            return new Fighter(
                    user,
                    name == null ? user : text(name, "name"),
                    whichKind.equals("npc"),
                    team == null ? user : text(team, "team"));
        }
    }

    /// It is not right; the message is one sentence of constant words.
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadRequest(String message) {
            super(message, null, false, false);
        }
    }

    /// @throws BadRequest if it is not right
    Fight read() {
        String name = id == null ? UUID.randomUUID().toString() : id;
        require(name.matches("[A-Za-z0-9_-]{1,64}"), "id has 1 to 64 of A-Z, a-z, 0-9, _ and -");
        var rules =
                new Combat(
                        choice(advance, Advance.ACTION, Advance.values(), "advance"),
                        readActions(),
                        turnSeconds == null
                                ? null
                                : Duration.ofSeconds(
                                        whole(turnSeconds, 1, MOST_SECONDS, "turn_seconds")),
                        choice(onTimeout, OnTimeout.SKIP, OnTimeout.values(), "on_timeout"),
                        maxTimeouts == null
                                ? 0
                                : whole(maxTimeouts, 0, MOST_TIMEOUTS, "max_timeouts"),
                        readSpectators());
        return new Fight(
                name, Encounter.open(rules, readFighters()), state == null ? null : state(state));
    }

    private List<Fighter> readFighters() {
        List<Who> all = participants == null ? List.of() : participants;
        require(
                all.size() >= 2 && all.size() <= Combat.MOST_PARTICIPANTS,
                "participants has 2 to 64");
        var fighters = new ArrayList<Fighter>();
        var ids = new HashSet<String>();
        for (Who one : all) {
            require(one != null, "participants has something that is none");
            Fighter fighter = one.read();
            require(ids.add(fighter.userId()), "participants has somebody twice");
            fighters.add(fighter);
        }
        require(
                fighters.stream().map(Fighter::team).distinct().count() > 1,
                "participants are all of one team");
        return fighters;
    }

    private Set<String> readActions() {
        List<String> all = actions == null ? List.of() : actions;
        require(all.size() <= MOST_ACTIONS, "actions has more than 100");
        all.forEach(one -> text(one, "actions"));
        return new LinkedHashSet<>(all);
    }

    private Spectators readSpectators() {
        JsonNode who = spectators;
        if (who == null || who.isNull() || who.asText().equals("none")) {
            return new Spectators(false, List.of());
        }
        if (who.asText().equals("anyone")) {
            return new Spectators(true, List.of());
        }
        require(
                who.isArray() && who.size() <= MOST_SPECTATORS,
                "spectators is none, anyone or a list of at most 1000 users");
        var users = new ArrayList<String>();
        who.forEach(one -> users.add(text(one.textValue(), "spectators")));
        return new Spectators(false, users);
    }

    /// What the back-end says of it, as an event.
    static EventBody state(JsonNode state) {
        return state(JsonNodeFactory.instance.objectNode(), state);
    }

    /// @param members that it has besides
    static EventBody state(ObjectNode members, JsonNode state) {
        require(state.isObject(), "state is an object");
        members.set("state", state);
        return event("combat_state", members);
    }

    /// @param members those besides the type
    static EventBody event(String type, JsonNode members) {
        require(members.isObject(), "it is an object");
        var event = JsonNodeFactory.instance.objectNode();
        members.properties().forEach(one -> event.set(one.getKey(), one.getValue()));
        event.put("type", type);
        return switch (EventBody.read(event)) {
            case EventBody.Reading.Good(EventBody body) -> body;
            case EventBody.Reading.Bad(var _, String why) -> throw new BadRequest(why);
        };
    }

    private static int whole(int value, int least, int most, String name) {
        require(value >= least && value <= most, name + " is " + least + " to " + most);
        return value;
    }

    static String text(@Nullable String value, String name) {
        if (value == null
                || value.isEmpty()
                || Characters.count(value) > LONGEST
                || !Characters.areWhole(value)) {
            throw new BadRequest(name + " has 1 to 64 characters");
        }
        return value;
    }

    private static <T extends Enum<T>> T choice(
            @Nullable String value, T usual, T[] values, String name) {
        if (value == null) {
            return usual;
        }
        for (T one : values) {
            if (one.name().equals(value.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new BadRequest(name + " is none of those that there are");
    }

    static void require(boolean isRight, String message) {
        if (!isRight) {
            throw new BadRequest(message);
        }
    }
}
