package io.vsgateway.webhook;

import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Player;
import io.vsgateway.game.Run;
import io.vsgateway.text.Masking;
import io.vsgateway.text.SafeText;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is worth telling of a game: compares what it is with what it was. Used by one thread.
final class Happenings {
    private static final int MOST_TEXT = 500;

    private final Set<Kind> wanted;
    private final Consumer<Notice> listener;
    private String state = "";
    private @Nullable Set<String> players;

    /// @param listener gets what is wanted, in order
    Happenings(Set<Kind> wanted, Consumer<Notice> listener) {
        this.wanted = Set.copyOf(wanted);
        this.listener = listener;
    }

    /// The game is in this state now.
    ///
    /// @param runs the ended runs, newest first
    void state(GameState now, List<Run> runs) {
        if (now.label().equals(state)) {
            return;
        }
        state = now.label();
        Integer code = runs.isEmpty() ? null : runs.getFirst().exitCode();
        switch (now) {
            case GameState.Starting(Instant since, _) ->
                    tell(Kind.STARTED, since, "The game is starting.", null, null);
            case GameState.Running(Instant since, _) ->
                    tell(Kind.READY, since, "The game is ready.", null, null);
            case GameState.Stopped(Instant since) ->
                    tell(Kind.STOPPED, since, "The game has stopped.", null, null);
            case GameState.Crashed(Instant since, int exitCode) ->
                    tell(
                            Kind.CRASHED,
                            since,
                            "The game has crashed, exit code " + exitCode + ".",
                            exitCode,
                            null);
            case GameState.BackingOff(Instant since, Instant until, _) ->
                    tell(
                            Kind.CRASHED,
                            since,
                            "The game has crashed%s, and is started again."
                                    .formatted(code == null ? "" : ", exit code " + code),
                            code,
                            until);
            case GameState.GivenUp(Instant since, String reason, _) ->
                    tell(
                            Kind.GIVEN_UP,
                            since,
                            "The game is given up: " + shown(reason) + ".",
                            code,
                            null);
            case GameState.Stopping _,
                    GameState.Following _,
                    GameState.Unreachable _,
                    GameState.None _ -> {}
        }
    }

    /// The game was taken over from an earlier gateway, which has told of all this.
    void takenOver(GameState now, Game.GameReport report, Instant at) {
        state = now.label();
        players = null;
        players(report, at);
    }

    /// These are playing now. Who was already playing at the first look has not come.
    void players(Game.GameReport report, Instant at) {
        List<Player> online = report.players();
        if (online == null) {
            players = null;
            return;
        }
        var now = new LinkedHashSet<String>();
        online.forEach(player -> now.add(player.name()));
        Set<String> before = players;
        players = now;
        if (before != null) {
            before.stream()
                    .filter(name -> !now.contains(name))
                    .forEach(name -> tellOf(name, Kind.PLAYER_LEFT, " has left.", at));
            now.stream()
                    .filter(name -> !before.contains(name))
                    .forEach(name -> tellOf(name, Kind.PLAYER_JOINED, " has joined.", at));
        }
    }

    private void tellOf(String name, Kind kind, String what, Instant at) {
        if (wanted.contains(kind)) {
            String shown = shown(name);
            listener.accept(notice(kind, at, shown + what, shown, null, null));
        }
    }

    private void tell(
            Kind kind,
            Instant at,
            String text,
            @Nullable Integer exitCode,
            @Nullable Instant until) {
        if (wanted.contains(kind)) {
            listener.accept(notice(kind, at, text, null, exitCode, until));
        }
    }

    private static Notice notice(
            Kind kind,
            Instant at,
            String text,
            @Nullable String player,
            @Nullable Integer exitCode,
            @Nullable Instant until) {
        return new Notice(UUID.randomUUID().toString(), kind, at, text, player, exitCode, until);
    }

    private static String shown(String text) {
        String clean = SafeText.of(Masking.secrets(text), false);
        return clean.length() <= MOST_TEXT ? clean : clean.substring(0, MOST_TEXT) + "…";
    }
}
