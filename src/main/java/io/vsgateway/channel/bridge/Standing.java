package io.vsgateway.channel.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the game is, as the channels are told.
///
/// @param players null if it is not known who is playing
record Standing(Status status, @Nullable List<Player> players) {
    /// A list of players is no longer than this; its `count` is that of all.
    static final int MOST_LISTED = 200;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// What `game_status` says.
    record Status(
            String state,
            boolean ready,
            @Nullable Instant startedAt,
            @Nullable Instant until,
            @Nullable Instant stopsBy,
            @Nullable Integer players) {}

    static Standing of(Game.GameReport report) {
        GameState state = report.state();
        List<Player> players = report.players();
        var status =
                new Status(
                        state.label(),
                        report.ready(),
                        report.startedAt(),
                        state.until(),
                        state.stopsBy(),
                        players == null ? null : players.size());
        return new Standing(status, players);
    }

    /// What is to be told to those who know how it was before. Who was already playing when that
    /// was not known has not come.
    ///
    /// @param before null if nothing was told yet
    /// @param isAnew whether what is retained is told again, though it is the same as before
    List<Change.Publication> since(@Nullable Standing before, boolean isAnew) {
        var news = new ArrayList<Change.Publication>();
        List<Player> formerPlayers = before == null ? null : before.players();
        if (players != null && (isAnew || !players.equals(formerPlayers))) {
            if (formerPlayers != null) {
                addComings(names(formerPlayers), names(players), news);
            }
            news.add(News.value("players", list(players)));
        }
        if (isAnew || before == null || !status.equals(before.status())) {
            news.add(News.value("game_status", members(status)));
        }
        return news;
    }

    private static void addComings(
            Set<String> before, Set<String> now, List<Change.Publication> news) {
        before.stream()
                .filter(name -> !now.contains(name))
                .map(name -> News.event("player_left", News.author(name), Topics.GAME))
                .forEach(news::add);
        now.stream()
                .filter(name -> !before.contains(name))
                .map(name -> News.event("player_joined", News.author(name), Topics.GAME))
                .forEach(news::add);
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
}
