package io.vsgateway.channel.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Grant;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes publications of what is new in the game since the last look. Used by one thread.
final class News {
    /// A list of players is no longer than this; its `count` is that of all.
    static final int MOST_LISTED = 200;

    /// As long as what is written in the channels' own chat.
    private static final int MOST_TEXT = 500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Consumer<Change.Publication> publisher;
    private @Nullable Status status;

    /// Null if it is not known who is playing.
    private @Nullable List<Player> players;

    /// @param publisher takes what is to be published, in order
    News(Consumer<Change.Publication> publisher) {
        this.publisher = publisher;
    }

    /// What `game_status` says.
    private record Status(
            String state,
            boolean ready,
            @Nullable Instant startedAt,
            @Nullable Instant until,
            @Nullable Instant stopsBy,
            @Nullable Integer players) {}

    /// Tells what is different in the game. Who was already playing at the first look has not come.
    void look(Game.GameReport report) {
        List<Player> before = players;
        List<Player> now = report.players();
        players = now;
        if (now != null && !now.equals(before)) {
            if (before != null) {
                tellComings(names(before), names(now));
            }
            tell("players", list(now), Topics.GAME, true);
        }
        GameState state = report.state();
        var next =
                new Status(
                        state.label(),
                        report.ready(),
                        report.startedAt(),
                        state.until(),
                        state.stopsBy(),
                        now == null ? null : now.size());
        if (!next.equals(status)) {
            status = next;
            tell("game_status", members(next), Topics.GAME, true);
        }
    }

    /// The names of those who are playing.
    Set<String> names() {
        return players == null ? Set.of() : names(players);
    }

    private static Set<String> names(List<Player> players) {
        var names = new LinkedHashSet<String>();
        players.forEach(one -> names.add(one.name()));
        return names;
    }

    private void tellComings(Set<String> before, Set<String> now) {
        before.stream()
                .filter(name -> !now.contains(name))
                .forEach(name -> tell("player_left", author(name), Topics.GAME, false));
        now.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> tell("player_joined", author(name), Topics.GAME, false));
    }

    /// Tells what the console told.
    void pass(Told told) {
        switch (told) {
            case Told.Said(String name, String text) -> {
                ObjectNode message = author(name);
                message.put("channel", "global");
                message.put("content", shown(text));
                message.put("origin", "game");
                tell("chat_message", message, Topics.GLOBAL_CHAT, false);
            }
            case Told.Died(String name, String how) -> {
                ObjectNode death = author(name);
                if (!how.isEmpty()) {
                    death.put("text", shown(how));
                }
                tell("player_death", death, Topics.GAME, false);
            }
            case Told.Saved _ -> tell("server_save", JSON.objectNode(), Topics.GAME, false);
            case Told.Announced(String text) -> {
                ObjectNode announcement = JSON.objectNode().put("text", shown(text));
                tell("announcement", announcement, Topics.GAME, false);
            }
            case Told.Time(String text, String clock, double speed) -> {
                ObjectNode time = JSON.objectNode().put("text", shown(text));
                time.put("clock", clock).put("speed", speed);
                tell("server_time", time, Topics.GAME, true);
            }
        }
    }

    private static String shown(String text) {
        return cut(SafeText.of(text, false));
    }

    private static String cut(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        boolean isHalf = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1));
        return text.substring(0, isHalf ? MOST_TEXT - 1 : MOST_TEXT);
    }

    private static ObjectNode author(String name) {
        String shown = SafeText.of(name, false);
        return JSON.objectNode().put("user", shown).put("user_id", Grant.GAME_USER + shown);
    }

    private static ObjectNode list(List<Player> players) {
        ObjectNode list = JSON.objectNode().put("count", players.size());
        ArrayNode listed = list.putArray("players");
        players.stream()
                .limit(MOST_LISTED)
                .forEach(one ->
                        listed.addObject()
                                .put("name", SafeText.of(one.name(), false))
                                .put("since", Timestamp.format(one.since())));
        return list;
    }

    private static ObjectNode members(Status status) {
        ObjectNode members = JSON.objectNode().put("state", status.state());
        members.put("ready", status.ready());
        if (status.startedAt() != null) {
            members.put("started_at", Timestamp.format(status.startedAt()));
        }
        if (status.until() != null) {
            members.put("until", Timestamp.format(status.until()));
        }
        if (status.stopsBy() != null) {
            members.put("stops_by", Timestamp.format(status.stopsBy()));
        }
        if (status.players() != null) {
            members.put("players", status.players());
        }
        return members;
    }

    private void tell(String type, ObjectNode members, TopicName topic, boolean isValue) {
        publisher.accept(
                new Change.Publication(
                        List.of(topic), EventBody.of(type, members), null, isValue ? type : null));
    }
}
