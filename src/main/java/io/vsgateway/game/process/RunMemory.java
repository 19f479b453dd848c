package io.vsgateway.game.process;

import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Player;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was seen of a run and is noted for another gateway: whether it is ready, and who is
/// playing. The latter is noted a moment after a change; together with the lines that are kept
/// anyway, that is exact. Any thread.
final class RunMemory {
    private static final long GATHER_MILLIS = 200;

    private final RunContext context;
    private final AtomicBoolean planned = new AtomicBoolean();

    RunMemory(RunContext context) {
        this.context = context;
    }

    void ready() {
        context.notes().put(Notes.Key.READY, "true");
    }

    boolean wasReady() {
        return context.notes().get(Notes.Key.READY).isPresent();
    }

    /// Takes an event of that time.
    void note(GameEvent event, Instant at) {
        if (context.players().note(event, at) && planned.compareAndSet(false, true)) {
            var _ =
                    context.timer()
                            .schedule(this::keepPlayers, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void keepPlayers() {
        planned.set(false);
        keep();
    }

    /// Notes it now.
    void keep() {
        SequencedMap<Integer, Player> playing = context.players().byClient();
        if (playing != null) {
            context.notes().put(Notes.Key.PLAYERS, text(playing));
        }
    }

    /// Takes what an earlier gateway noted.
    void recall() {
        context.players()
                .resume(
                        context.notes()
                                .get(Notes.Key.PLAYERS)
                                .map(RunMemory::players)
                                .orElse(null));
    }

    /// A line for each: a name may contain anything else.
    private static String text(SequencedMap<Integer, Player> playing) {
        return playing.entrySet().stream()
                .map(one ->
                        "%d %s %s"
                                .formatted(
                                        one.getKey(),
                                        one.getValue().since(),
                                        one.getValue().name()))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable SequencedMap<Integer, Player> players(String text) {
        var playing = new LinkedHashMap<Integer, Player>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 3);
            playing.put(Integer.valueOf(words[0]), new Player(words[2], Instant.parse(words[1])));
        }
        return playing;
    }
}
