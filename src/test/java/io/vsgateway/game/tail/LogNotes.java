package io.vsgateway.game.tail;

import io.vsgateway.game.dialect.LineDecoder;
import io.vsgateway.game.dialect.LineNotes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes down what a follower tells.
final class LogNotes implements LogListener {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final List<String> notices = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> earlier = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    final List<Path> anew = new CopyOnWriteArrayList<>();

    /// The lines so far, as [LineNotes] writes them down.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The number of lines so far.
    int count() {
        return count.get();
    }

    List<String> earlier() {
        return List.copyOf(earlier);
    }

    @Override
    public LineDecoder.Out opened(Path log) {
        return new LineNotes() {
            @Override
            public void note(String text) {
                lines.add(text);
                count.incrementAndGet();
            }
        };
    }

    @Override
    public LineDecoder.Out earlier(Path log) {
        return (text, _) -> earlier.add(text);
    }

    @Override
    public void beganAnew(Path log) {
        anew.add(log);
    }

    @Override
    public void notice(String text) {
        notices.add(text);
    }
}
