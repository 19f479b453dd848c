package io.vsgateway.delivery;

import io.netty.channel.EventLoop;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Several feeds of one order as messages, a few at a time: the next are read when the previous
/// ones have left.
final class PlainOrdered implements OrderedOutbound {
    private static final int MAX_COUNT = 256;
    private static final long MAX_BYTES = 64 * 1024;

    private final EventLoop loop;
    private final BiConsumer<List<String>, Runnable> writer;
    private final Traffic traffic;
    private final Merge<Source<?>> merge;
    private final Queue<Pause> pauses = new ArrayDeque<>(1);
    private final Runnable next = this::next;
    private boolean isWriting;
    private boolean ended;

    /// @param writer writes messages, then runs the second argument on any thread when they have
    ///   left
    PlainOrdered(
            EventLoop loop,
            LongSupplier end,
            BiConsumer<List<String>, Runnable> writer,
            Traffic traffic) {
        this.loop = loop;
        this.writer = writer;
        this.traffic = traffic;
        this.merge = new Merge<>(end, traffic.delays());
    }

    private record Pause(Iterator<String> messages, Runnable then) {}

    @Override
    public <T> Followed follow(FrameLog<T> log, Start start, Reader<? super T> reader) {
        if (ended) {
            return () -> {};
        }
        var source = new Source<T>(log, log.feed().cursor(start), reader);
        merge.add(source);
        source.await();
        return () -> {
            if (merge.sources().contains(source)) {
                merge.remove(source);
                source.end();
            }
        };
    }

    @Override
    public void write() {
        next();
    }

    @Override
    public void skipTo(Position seen) {
        merge.skipTo(seen);
    }

    @Override
    public void whenCaughtUp(String message) {
        merge.milestone(message);
    }

    @Override
    public void pause(Iterator<String> messages, Runnable then) {
        pauses.add(new Pause(messages, then));
        next();
    }

    private void next() {
        if (isWriting || ended) {
            return;
        }
        // Before looking at them: an entry appended meanwhile rings again.
        merge.sources().forEach(Source::await);
        List<String> messages = pauses.isEmpty() ? fromFeeds() : fromPauses();
        if (!messages.isEmpty()) {
            isWriting = true;
            writer.accept(messages, () -> loop.execute(this::written));
        }
    }

    private void written() {
        isWriting = false;
        next();
    }

    private List<String> fromPauses() {
        while (!pauses.isEmpty()) {
            Pause pause = pauses.element();
            if (pause.messages().hasNext()) {
                return List.of(pause.messages().next());
            }
            // A feed it starts to follow is read afterwards, not from within this call.
            isWriting = true;
            pause.then().run();
            isWriting = false;
            pauses.remove();
        }
        return fromFeeds();
    }

    private List<String> fromFeeds() {
        String milestone = merge.reached();
        if (milestone != null) {
            return List.of(milestone);
        }
        for (Source<?> source = merge.next(); source != null; source = merge.next()) {
            List<String> messages = source.read(merge.upTo());
            // Nothing is left to write if none of it was for this reader.
            if (!messages.isEmpty()) {
                return messages;
            }
        }
        return List.of();
    }

    boolean isBehind() {
        return isWriting
                || !pauses.isEmpty()
                || merge.sources().stream().anyMatch(Source::isBehind);
    }

    void end() {
        ended = true;
        merge.sources().forEach(Source::end);
        merge.sources().clear();
        pauses.clear();
    }

    private final class Source<T> implements Merge.Source {
        private final FrameLog<T> log;
        private final Cursor<T> cursor;
        private final Reader<? super T> reader;

        Source(FrameLog<T> log, Cursor<T> cursor, Reader<? super T> reader) {
            this.log = log;
            this.cursor = cursor;
            this.reader = reader;
        }

        @Override
        public long nextOffset() {
            return cursor.nextOffset();
        }

        @Override
        public Feed<?> feed() {
            return log.feed();
        }

        boolean isBehind() {
            return cursor.isBehind();
        }

        void await() {
            log.feed().awaitAppend(loop, next);
        }

        List<String> read(long upTo) {
            Batch<T> batch = cursor.read(MAX_COUNT, MAX_BYTES, upTo);
            var messages = new ArrayList<String>(batch.entries().size() + 1);
            if (batch.gap() != null) {
                traffic.toldGap(batch.gap());
                if (!batch.gap().recovered()) {
                    merge.began(batch.epoch());
                }
                messages.add(log.encoder().encode(batch.gap()));
                reader.missedSome();
            }
            for (int i = 0; i < batch.entries().size(); i++) {
                T entry = batch.entries().get(i);
                if (merge.isNew(batch.offset(i)) && (log.isForAll(entry) || reader.wants(entry))) {
                    messages.add(log.encoder().encode(batch.position(i), entry));
                }
            }
            traffic.sentEntries(batch.entries().size());
            if (!batch.entries().isEmpty()) {
                merge.wrote(this, batch.offset(batch.entries().size() - 1));
            }
            return messages;
        }

        void end() {
            log.feed().forget(loop, next);
            cursor.close();
        }
    }
}
