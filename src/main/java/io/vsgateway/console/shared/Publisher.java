package io.vsgateway.console.shared;

import io.vertx.redis.client.Response;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.elsewhere.LineWords;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.game.elsewhere.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes the console's lines and what is known of the game to Redis, on a thread of its own: it is
/// one more reader of the console, so neither the game nor the console wait for it. While Redis is
/// away it falls behind, and then goes on behind the last line that Redis has; what the console has
/// forgotten by then, is missing for others, too, and they are told so.
///
/// Only one gateway can have a game of a name: another one waits until that one has not been heard
/// of for [#LEASE_MILLIS], and says so.
final class Publisher implements AutoCloseable {
    static final long LEASE_MILLIS = 6000;

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private static final long MARGIN_MILLIS = 1000;

    /// So often it says that it lives.
    private static final Duration BEAT = Duration.ofSeconds(2);

    /// Lines that come within this time travel together.
    private static final long GATHER_MILLIS = 10;

    private static final int MOST_LINES = 1000;
    private static final long MOST_BYTES = 64 * 1024;
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2000;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);

    private final SharedGame shared;
    private final Server server;
    private final Feed<ConsoleLine> feed;
    private final Reports reports;
    private final Listening listening;
    private final String node = UUID.randomUUID().toString();
    private final Semaphore bell = new Semaphore(0);
    private final Runnable wake = this::wake;
    private final Executor direct = Runnable::run;
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile @Nullable String problem = "Redis was not reached yet";
    private volatile long published;

    /// The rest is the thread's.
    private @Nullable Cursor<ConsoleLine> cursor;

    private boolean isMoreThere;

    /// The last offset that can be in Redis: written by this run of the gateway, or by one before
    /// whose lines are here.
    private long written;

    private volatile boolean isOwner;

    /// When it was last asked for what it was told then.
    private volatile long confirmedAt;

    Publisher(SharedGame shared, Server server, ConsoleBuffer console, Reports reports, Doer doer) {
        this.shared = shared;
        this.server = server;
        this.feed = console.feed();
        this.written = feed.lastOffset();
        this.reports = reports;
        this.listening = new Listening(shared, node, doer, this::hold, this::wake);
        this.thread = Thread.ofPlatform().daemon().name("share-game").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// There is something to be told.
    void wake() {
        bell.release();
    }

    /// Why nobody else can see the game now; empty if others can.
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /// Whether nobody else can have it now.
    private Listening.Hold hold() {
        if (!isOwner) {
            return Listening.Hold.NO;
        }
        long since = System.nanoTime() - confirmedAt;
        return since < TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS - MARGIN_MILLIS)
                ? Listening.Hold.YES
                : Listening.Hold.UNSURE;
    }

    /// Lines that others have yet to get.
    long behind() {
        return Math.max(0, feed.lastOffset() - published);
    }

    private void run() {
        long pause = FIRST_PAUSE;
        while (!isClosing) {
            try (Talk talk = Talk.open(server, "share.lua");
                    Listening.Ear ear = listening.on(talk)) {
                begin();
                while (!isClosing && !talk.isBroken()) {
                    step(talk, ear);
                    pause = FIRST_PAUSE;
                }
                if (isClosing) {
                    leave(talk);
                }
            } catch (IOException | RuntimeException | Error e) {
                lost(e);
                sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void lost(Throwable why) {
        isOwner = false;
        if (!(why instanceof IOException)) {
            LOG.error("the game is shared anew after a fault", why);
        }
        become(
                Server.isFull(why)
                        ? "Redis is full (maxmemory)"
                        : "Redis cannot be reached: " + why.getMessage());
    }

    private void become(@Nullable String now) {
        String before = problem;
        problem = now;
        if (now == null && before != null) {
            LOG.infof("the game is shared with other gateways as %s", shared.name());
        } else if (now != null && !now.equals(before) && !isClosing) {
            LOG.warnf("the game is not shared with other gateways as %s: %s", shared.name(), now);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What Redis has is asked first.
    private void begin() {
        cursor = null;
        published = 0;
        isMoreThere = false;
        reports.again();
    }

    private void step(Talk talk, Listening.Ear ear) throws IOException, InterruptedException {
        Cursor<ConsoleLine> from = cursor;
        if (from != null) {
            awaitNews(from);
        }
        // What is told of the game must be there before the answers that rest on it.
        int due = listening.answers();
        write(talk, ear, from == null ? List.of() : next(from));
        listening.answer(talk, due);
    }

    private void awaitNews(Cursor<ConsoleLine> from) throws InterruptedException {
        if (isMoreThere) {
            return;
        }
        // Before looking: a line that comes meanwhile is seen again.
        feed.awaitAppend(direct, wake);
        if (!from.isBehind() && listening.answers() == 0) {
            boolean _ = bell.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        Thread.sleep(GATHER_MILLIS);
        bell.drainPermits();
    }

    /// The next lines as arguments of the script.
    private List<String> next(Cursor<ConsoleLine> from) {
        Batch<ConsoleLine> batch = from.read(MOST_LINES, MOST_BYTES);
        isMoreThere = from.isBehind();
        if (batch.entries().isEmpty()) {
            return List.of();
        }
        long last = batch.offset(batch.entries().size() - 1);
        String text = LineWords.text(batch.entries());
        return List.of(id(last), shared.close(shared.console(), id(last), text));
    }

    /// A position of the console as the id of an entry.
    private String id(long offset) {
        return Long.parseLong(feed.end().epoch(), Character.MAX_RADIX) + "-" + offset;
    }

    private static long offset(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private void write(Talk talk, Listening.Ear ear, List<String> lines)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Response answer = talk.runNow(keys(), arguments(lines, false));
        String holder = answer.get(0).toString();
        if (!holder.equals(node)) {
            isOwner = false;
            ear.hear(answer.get(1).toLong());
            begin();
            become("another gateway has a game of that name");
            sleep(LEASE_MILLIS / 6);
            return;
        }
        confirmedAt = begin;
        if (!isOwner) {
            isOwner = true;
            listening.begin(answer.get(3).toString());
            // What is known of the game is told at once.
            wake();
        }
        ear.hear(answer.get(1).toLong());
        if (answer.get(4).toString().equals("0")) {
            reports.again();
        }
        place(answer.get(2).toString(), lines);
        become(null);
    }

    /// Goes on behind the last line that Redis has. It may have lost all of them.
    private void place(String there, List<String> lines) {
        long has = there.isEmpty() ? 0 : offset(there);
        published = has;
        boolean isLost = lines.isEmpty() ? has < expected() : !there.equals(lines.getFirst());
        if (cursor == null || isLost) {
            cursor = feed.detachedCursor(new Start.After(new Position(feed.end().epoch(), has)));
        }
    }

    private long expected() {
        Cursor<ConsoleLine> from = cursor;
        return from == null ? 0 : Math.min(from.next() - 1, feed.lastOffset());
    }

    private List<String> keys() {
        return List.of(shared.owner(), shared.console(), shared.report(), shared.asks());
    }

    private List<String> arguments(List<String> lines, boolean leaves) {
        var arguments = new ArrayList<String>();
        arguments.add(node);
        arguments.add(Long.toString(LEASE_MILLIS));
        arguments.add(leaves ? "1" : "0");
        arguments.add(id(feed.oldest()));
        String report = isOwner ? reports.next(feed.end().epoch()) : "";
        arguments.add(report.isEmpty() ? "" : shared.close(shared.report(), "", report));
        arguments.add(Long.toString(published));
        arguments.add(Long.toString(written));
        arguments.addAll(lines);
        if (!lines.isEmpty()) {
            written = Math.max(written, offset(lines.getFirst()));
        }
        return arguments;
    }

    /// The last lines, what became of the game, and that nobody has it any more.
    private void leave(Talk talk) throws IOException, InterruptedException {
        Cursor<ConsoleLine> from = cursor;
        if (!isOwner || from == null) {
            return;
        }
        while (from.isBehind()) {
            List<String> lines = next(from);
            Response _ = talk.runNow(keys(), arguments(lines, false));
        }
        Response _ = talk.runNow(keys(), arguments(List.of(), true));
    }

    @Override
    public void close() {
        isClosing = true;
        wake();
        try {
            if (!thread.join(LAST_PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
