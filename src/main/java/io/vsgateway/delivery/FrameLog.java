package io.vsgateway.delivery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.EventLoop;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The newest entries of a feed as finished frames in one format, made once and shared by all who
/// follow it in that format. The frames are made by the first reader that wants them and not by the
/// feed's writer, so that a format nobody follows costs nothing.
///
/// It is a window, at most [#WINDOW] bytes and not more than the feed remembers: a reader that is
/// farther behind reads the feed itself. Methods may be called from any thread; the lock is held
/// for finding frames, and for making those of at most [#STEP] entries.
public final class FrameLog<T> {
    private static final int WINDOW = 16 * 1024 * 1024;
    private static final int STEP = 512;
    private static final long STEP_BYTES = 256 * 1024;

    private final Feed<T> feed;
    private final Encoder<T> encoder;
    private final long stepBytes;
    private final Map<EventLoop, LoopWriters> writers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<FrameChunk> chunks = new ArrayDeque<>();

    @GuardedBy("lock")
    private int capacity;

    /// Reads what is not framed yet; null before the first reader.
    @GuardedBy("lock")
    private @Nullable Cursor<T> unframed;

    public FrameLog(Feed<T> feed, Encoder<T> encoder) {
        this(feed, encoder, STEP_BYTES);
    }

    /// @param stepBytes what is made into frames at once, at most, or else one entry: less than
    ///   usual for an encoder that takes its time
    public FrameLog(Feed<T> feed, Encoder<T> encoder, long stepBytes) {
        this.feed = feed;
        this.encoder = new SureEncoder<>(encoder);
        this.stepBytes = stepBytes;
    }

    Feed<T> feed() {
        return feed;
    }

    Encoder<T> encoder() {
        return encoder;
    }

    /// Those who follow on this event loop.
    LoopWriters writers(EventLoop loop) {
        return writers.computeIfAbsent(loop, l -> new LoopWriters(l, this));
    }

    /// The frames from an entry on, in one piece of memory. Null if there is none yet, or the
    /// window does not hold that entry any more: then the feed may.
    @Nullable FrameSlice read(long from, int maxBytes) {
        lock.lock();
        try {
            if (unframed == null || from >= unframed.next()) {
                frame(from);
            }
            return find(from, maxBytes);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable FrameSlice find(long from, int maxBytes) {
        for (Iterator<FrameChunk> newest = chunks.descendingIterator(); newest.hasNext(); ) {
            FrameChunk chunk = newest.next();
            if (from >= chunk.end()) {
                return null;
            }
            if (from >= chunk.first()) {
                return chunk.slice(from, maxBytes);
            }
        }
        return null;
    }

    /// Makes the next frames. If some were left out before `from`, as nobody wanted them, the
    /// window begins anew there.
    @GuardedBy("lock")
    private void frame(long from) {
        Cursor<T> cursor = unframed;
        if (cursor == null || from > cursor.next()) {
            forgetAll();
            var before = new Position(feed.end().epoch(), from - 1);
            cursor = feed.detachedCursor(new Start.After(before));
            unframed = cursor;
        }
        Batch<T> batch = cursor.read(STEP, stepBytes);
        if (batch.gap() != null) {
            forgetAll();
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            String message = encoder.encode(batch.position(i), batch.entries().get(i));
            append(batch.first() + i, message.getBytes(StandardCharsets.UTF_8));
        }
        forgetWhatTheFeedForgot();
    }

    @GuardedBy("lock")
    private void append(long offset, byte[] message) {
        int size = FrameChunk.size(message);
        if (chunks.isEmpty() || !chunks.getLast().hasRoomFor(size)) {
            var chunk = new FrameChunk(offset, size);
            chunks.addLast(chunk);
            capacity += chunk.capacity();
            while (capacity > WINDOW && chunks.size() > 1) {
                forgetOldest();
            }
        }
        chunks.getLast().append(message);
    }

    @GuardedBy("lock")
    private void forgetWhatTheFeedForgot() {
        long oldest = feed.oldest();
        while (chunks.size() > 1 && chunks.getFirst().end() <= oldest) {
            forgetOldest();
        }
    }

    @GuardedBy("lock")
    private void forgetOldest() {
        FrameChunk oldest = chunks.removeFirst();
        capacity -= oldest.capacity();
        oldest.release();
    }

    @GuardedBy("lock")
    private void forgetAll() {
        while (!chunks.isEmpty()) {
            forgetOldest();
        }
    }
}
