package io.vsgateway.delivery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.EventLoop;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.FrameChunk;
import io.vsgateway.delivery.frame.FrameSlice;
import io.vsgateway.delivery.frame.SureEncoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The newest entries of a feed as finished frames in one format, made once and shared by all
/// followers in that format. The first reader that wants frames makes them, not the feed's writer,
/// so a format that nobody follows costs nothing.
///
/// It holds a [Window], and no more than the feed remembers: a reader that is farther behind reads
/// the feed itself. Its chunks of memory start small and double, so the log of a small feed is
/// small; without followers there are none. Methods may be called from any thread; the lock is held
/// to find frames, and to make those of one step.
public final class FrameLog<T> {
    private final Feed<T> feed;
    private final Encoder<T> encoder;
    private final Predicate<? super T> isForAll;
    private final Window window;
    private final Map<EventLoop, LoopWriters> writers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<FrameChunk> chunks = new ArrayDeque<>();

    @GuardedBy("lock")
    private int capacity;

    @GuardedBy("lock")
    private int followers;

    /// That of the feed from which the frames are, or a later one.
    @GuardedBy("lock")
    private int revision;

    /// Reads what is not framed yet; null before the first reader.
    @GuardedBy("lock")
    private @Nullable Cursor<T> unframed;

    public FrameLog(Feed<T> feed, Encoder<T> encoder, Window window) {
        this(feed, encoder, window, _ -> true);
    }

    /// @param isForAll whether all followers may see an entry; otherwise each is asked
    public FrameLog(
            Feed<T> feed, Encoder<T> encoder, Window window, Predicate<? super T> isForAll) {
        this.feed = feed;
        this.isForAll = isForAll;
        this.encoder = new SureEncoder<>(encoder);
        this.window = window;
    }

    Feed<T> feed() {
        return feed;
    }

    Encoder<T> encoder() {
        return encoder;
    }

    /// Whether all followers may see an entry.
    boolean isForAll(T entry) {
        return isForAll.test(entry);
    }

    /// The followers on this event loop.
    LoopWriters writers(EventLoop loop) {
        return writers.computeIfAbsent(loop, l -> new LoopWriters(l, this));
    }

    /// Counts one more follower.
    void join() {
        lock.lock();
        try {
            followers++;
        } finally {
            lock.unlock();
        }
    }

    /// Counts one follower less; the last one frees all frames.
    void leave() {
        lock.lock();
        try {
            if (--followers == 0) {
                forgetAll();
                unframed = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Bytes allocated for frames.
    int capacity() {
        lock.lock();
        try {
            return capacity;
        } finally {
            lock.unlock();
        }
    }

    /// The frames from an entry on, in one piece of memory, as far as there are any.
    @Nullable FrameSlice read(long from, int maxBytes) {
        return read(from, maxBytes, Long.MAX_VALUE);
    }

    /// The frames from an entry on, in one piece of memory; none but the first is behind the offset
    /// `upTo`. Null if there is none yet, the entry is not for all, or the window no longer holds
    /// it: the feed still may.
    @Nullable FrameSlice read(long from, int maxBytes, long upTo) {
        lock.lock();
        try {
            forgetWhatWasReplaced();
            if (unframed == null || from >= unframed.next()) {
                frame(from);
            }
            return find(from, maxBytes, upTo);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable FrameSlice find(long from, int maxBytes, long upTo) {
        for (Iterator<FrameChunk> newest = chunks.descendingIterator(); newest.hasNext(); ) {
            FrameChunk chunk = newest.next();
            if (from >= chunk.end()) {
                return null;
            }
            if (from >= chunk.first()) {
                return chunk.slice(from, maxBytes, upTo);
            }
        }
        return null;
    }

    /// Makes the next frames. If some before `from` were never made because nobody wanted them, the
    /// window begins anew there.
    @GuardedBy("lock")
    private void frame(long from) {
        Cursor<T> cursor = unframed;
        if (cursor == null || from > cursor.next()) {
            forgetAll();
            cursor = feed.detachedCursor(from);
            unframed = cursor;
        }
        Batch<T> batch = cursor.read(window.stepEntries(), window.stepBytes());
        if (batch.gap() != null) {
            forgetAll();
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            frame(batch, i);
        }
        forgetWhatTheFeedForgot();
    }

    @GuardedBy("lock")
    private void frame(Batch<T> batch, int i) {
        T entry = batch.entries().get(i);
        if (isForAll.test(entry)) {
            String message = encoder.encode(batch.position(i), entry);
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            roomFor(FrameChunk.size(bytes), batch.first() + i).append(batch.offset(i), bytes);
        } else {
            roomFor(0, batch.first() + i).appendPersonal(batch.offset(i));
        }
    }

    @GuardedBy("lock")
    private FrameChunk roomFor(int size, long index) {
        // A failure may leave a hole: an entry must never stand in another one's place.
        if (chunks.isEmpty()
                || chunks.getLast().end() != index
                || !chunks.getLast().hasRoomFor(size)) {
            int twice = chunks.isEmpty() ? 0 : 2 * chunks.getLast().capacity();
            // No more than the feed itself holds: there may be thousands of small feeds.
            long most = Math.min(window.bytes() / 4, feed.bytes());
            int wished = FrameChunk.capacity((int) Math.min(twice, most));
            var chunk = new FrameChunk(index, Math.max(size, wished));
            chunks.addLast(chunk);
            capacity += chunk.capacity();
            while (capacity > window.bytes() && chunks.size() > 1) {
                forgetOldest();
            }
        }
        return chunks.getLast();
    }

    /// It is asked before entries are read: one that is replaced while its frame is made, is found
    /// to be replaced the next time.
    @GuardedBy("lock")
    private void forgetWhatWasReplaced() {
        int now = feed.revision();
        if (revision != now) {
            revision = now;
            forgetAll();
            unframed = null;
        }
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
