package io.vsgateway.fanout.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderState;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The order of all gateways that share a Redis. A script gives each proposal the next place and
/// writes it to one stream, which each gateway reads with a cursor: what is there now and what was
/// missed are read alike, and a hole in the numbers is seen.
///
/// Each run of the server is an epoch of its own: whatever it was started from, nobody knows
/// whether the last second is missing. Then, and when the stream does not reach back far enough,
/// everything that is remembered is fetched anew. While Redis cannot be reached nothing is handed
/// on: the order would not be the others'.
///
/// One thread reads, connects and hands on. Proposals may come from any thread.
public final class RedisFanout implements Fanout, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisFanout.class);

    /// How long the start waits for Redis.
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 100;
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2000;
    private static final int BLOCK_MILLIS = 1000;
    private static final int READ_AT_ONCE = 512;

    /// Calls of the script that are not answered yet.
    private static final int MOST_CALLS = 2;

    private static final int HEAD = 3;
    private static final int ANSWER = 3;

    private final Vertx vertx;
    private final Context sending;
    private final AtomicBoolean isPumpDue = new AtomicBoolean();
    private final Server server;
    private final String prefix;
    private final List<String> keys;
    private final String node;
    private final int busEntries;
    private final Duration patience;
    private final int mostTopics;
    private final Function<TopicName, Bounds> bounds;
    private final Proposals proposals = new Proposals();
    private final ReentrantLock lock = new ReentrantLock();

    /// Null while there is no connection.
    @GuardedBy("lock")
    private @Nullable Link link;

    @GuardedBy("lock")
    private int calls;

    /// The rest is the thread's, but what others may read.
    private @Nullable Listener listener;

    private volatile Position end = new Position("0", 0);

    /// What is not behind this does not come by the stream.
    private volatile long renewedUpTo;

    private volatile boolean isReached;
    private volatile boolean isClosed;
    private volatile boolean isDoubtful;
    private volatile long heardAt = System.nanoTime();
    private volatile long epochs;
    private volatile long connects;
    private long beatAt;
    private @Nullable Thread thread;
    private long timer = -1;

    /// @param urls see [RedisSettings#url]
    /// @param node names this run of the gateway
    /// @param bounds how much of a topic is remembered in Redis
    /// @param mostTopics so many are remembered here
    public RedisFanout(
            Vertx vertx,
            String urls,
            RedisSettings settings,
            String node,
            Function<TopicName, Bounds> bounds,
            int mostTopics) {
        this.vertx = vertx;
        this.sending = vertx.getOrCreateContext();
        this.server = new Server(vertx, urls, settings);
        this.prefix = '{' + settings.prefix() + "}:";
        this.keys = List.of(prefix + "hub", prefix + "bus");
        this.node = node;
        this.busEntries = settings.busEntries();
        this.patience = settings.patience();
        this.mostTopics = mostTopics;
        this.bounds = bounds;
    }

    /// Waits some seconds for Redis; if it is not there by then, the follower hears of it later.
    @Override
    public Recollection follow(Listener listener) {
        if (this.listener != null) {
            throw new IllegalStateException("it is followed already");
        }
        this.listener = listener;
        Recollection memory = null;
        Link first = null;
        long begin = System.nanoTime();
        while (memory == null && System.nanoTime() - begin < START_PATIENCE.toNanos()) {
            try {
                first = connect();
                memory = renewal(first);
            } catch (IOException | RuntimeException e) {
                lost(first, e);
                pause(FIRST_PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        Link there = memory == null ? null : first;
        timer = vertx.setPeriodic(LOOK_MILLIS, _ -> refuseLate());
        Thread reader = Thread.ofPlatform().daemon().name("vs-order").unstarted(() -> run(there));
        thread = reader;
        reader.start();
        return memory == null ? Recollection.none(end) : memory;
    }

    private void run(@Nullable Link first) {
        Link there = first;
        long pause = FIRST_PAUSE;
        while (!isClosed) {
            try {
                if (there == null) {
                    there = connect();
                }
                while (!isClosed) {
                    read(there);
                    pause = FIRST_PAUSE;
                }
            } catch (IOException | RuntimeException | Error e) {
                lost(there, e);
                there = null;
                pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } catch (InterruptedException _) {
                break;
            }
        }
        if (there != null) {
            there.close();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Connects, and finds out whether what is known here is of the same epoch.
    private Link connect() throws IOException, InterruptedException {
        Link there = Link.open(server);
        try {
            isDoubtful |= !beat(there).equals(end.epoch());
            connected(there);
            return there;
        } catch (IOException | InterruptedException | RuntimeException e) {
            there.close();
            throw e;
        }
    }

    private void connected(Link there) {
        lock.lock();
        try {
            link = there;
            calls = 0;
        } finally {
            lock.unlock();
        }
        proposals.sendAgain();
        if (!isReached) {
            LOG.infof("The order is that of Redis at %s", server.shown());
        }
        isReached = true;
        connects++;
        pump();
    }

    private void lost(@Nullable Link there, Throwable why) {
        if (there != null) {
            there.close();
        }
        lock.lock();
        try {
            link = null;
        } finally {
            lock.unlock();
        }
        if (!isClosed && (isReached || connects + epochs == 0)) {
            LOG.warnf(
                    "Redis at %s cannot be reached, nothing is published until it can: %s",
                    server.shown(), why.getMessage());
            connects = Math.max(connects, 1);
        }
        if (!(why instanceof IOException)) {
            LOG.error("The order is fetched anew after a fault", why);
            isDoubtful = true;
        }
        isReached = false;
    }

    /// Says that this gateway lives.
    ///
    /// @return the epoch of the order
    private String beat(Link there) throws IOException, InterruptedException {
        Response answer = there.placeNow(keys, keys.size(), head(there, true));
        beatAt = System.nanoTime();
        heardAt = beatAt;
        ordered = answer.get(1).toLong();
        return answer.get(0).toString();
    }

    /// The last number, when the heart beat last.
    private long ordered;

    private List<String> head(Link there, boolean lives) {
        var head = new ArrayList<String>();
        head.add(prefix);
        head.add(there.run());
        head.add(node);
        head.add(newEpoch());
        head.add(Long.toString(end.offset()));
        head.add(Integer.toString(busEntries));
        head.add(lives ? "1" : "0");
        return head;
    }

    /// Another one each time: the moment alone would do, were all clocks right.
    private static String newEpoch() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
                + Integer.toString(new SecureRandom().nextInt(1296), Character.MAX_RADIX);
    }

    /// All that is remembered; from behind it the stream is read.
    private Recollection renewal(Link there) throws IOException, InterruptedException {
        String epoch = beat(there);
        var at = new Position(epoch, ordered);
        Recollection memory = new Recall(there, prefix, at, mostTopics).fetch();
        isDoubtful = false;
        if (!epoch.equals(end.epoch())) {
            epochs++;
        }
        end = at;
        renewedUpTo = ordered;
        return memory;
    }

    private void read(Link there) throws IOException, InterruptedException {
        if (System.nanoTime() - beatAt > BEAT.toNanos() || isDoubtful) {
            isDoubtful |= !beat(there).equals(end.epoch());
        }
        if (isDoubtful) {
            renew(there);
        }
        Request next =
                Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(READ_AT_ONCE)
                        .arg("BLOCK")
                        .arg(BLOCK_MILLIS)
                        .arg("STREAMS")
                        .arg(prefix + "bus")
                        .arg(end.offset() + "-0");
        Response answer = there.read(next);
        heardAt = System.nanoTime();
        if (answer != null) {
            for (Words.Read one : Words.entries(Words.onlyStream(answer))) {
                if (one.offset() != end.offset() + 1 || Words.isEpoch(one)) {
                    isDoubtful = true;
                    return;
                }
                apply(one);
            }
            reached(false);
        }
    }

    private void renew(Link there) throws IOException, InterruptedException {
        Position before = end;
        Recollection memory = renewal(there);
        LOG.infof(
                "The order goes on at %s instead of behind %s: what Redis remembers was fetched",
                memory.end().id(), before.id());
        if (listener != null) {
            listener.renew(memory);
        }
        reached(true);
    }

    private void apply(Words.Read one) {
        Listener follower = listener;
        if (follower == null) {
            return;
        }
        Entry entry = one.entry(end.epoch());
        boolean isTaken = follower.entry(entry);
        end = entry.position();
        if (one.node().equals(node)) {
            proposals
                    .seen(one.number())
                    .ifPresent(waiting -> complete(waiting, entry.position(), one.at(), isTaken));
        }
    }

    private void complete(Waiting waiting, Position position, Instant at, boolean isTaken) {
        var placed = new Placement.Placed(position, at, waiting.isDuplicate);
        String key = waiting.proposal.key();
        Link there = isTaken || key == null ? null : present();
        if (there == null) {
            waiting.placement.complete(placed);
        } else {
            // It may be proposed again.
            there.write(Request.cmd(Command.DEL).arg(prefix + "i:" + key))
                    .onComplete(_ -> waiting.placement.complete(placed));
        }
    }

    private @Nullable Link present() {
        lock.lock();
        try {
            return link;
        } finally {
            lock.unlock();
        }
    }

    private void reached(boolean isAll) {
        for (Waiting waiting : proposals.reached(end.offset(), isAll)) {
            complete(waiting, new Position(end.epoch(), waiting.offset), waiting.at, true);
        }
    }

    @Override
    public CompletionStage<Placement> propose(Proposal proposal) {
        List<String> arguments = Words.arguments(proposal.change(), bounds);
        CompletionStage<Placement> placement =
                proposals.add(proposal, arguments, System.nanoTime());
        pump();
        return placement;
    }

    /// Sends what waits, always from the same thread: the connection keeps the order only of what
    /// one thread sends, and whoever has a smaller number than one before it is taken for known.
    private void pump() {
        if (!isPumpDue.getAndSet(true)) {
            sending.runOnContext(_ -> {
                isPumpDue.set(false);
                sendWaiting();
            });
        }
    }

    /// Unless enough is on its way already: meanwhile more comes together.
    private void sendWaiting() {
        while (true) {
            List<Waiting> batch;
            Link there;
            lock.lock();
            try {
                there = link;
                if (there == null || calls >= MOST_CALLS) {
                    return;
                }
                batch = proposals.next();
                if (batch.isEmpty()) {
                    return;
                }
                calls++;
                send(there, batch);
            } finally {
                lock.unlock();
            }
        }
    }

    @GuardedBy("lock")
    private void send(Link there, List<Waiting> batch) {
        List<String> arguments = head(there, false);
        for (Waiting waiting : batch) {
            String key = waiting.proposal.key();
            arguments.add(Long.toString(waiting.number));
            arguments.add(key == null ? "" : key);
            arguments.addAll(waiting.arguments);
        }
        there.place(keys, keys.size(), arguments)
                .onSuccess(answer -> answered(there, batch, answer))
                .onFailure(why -> failed(there, batch, why));
    }

    private void failed(Link there, List<Waiting> batch, Throwable why) {
        if (!isFull(why)) {
            there.close();
            return;
        }
        // None of them has a place. The next look tries again, until their patience ends.
        proposals.takeBack(batch);
        lock.lock();
        try {
            calls -= link == there ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    /// Whether Redis has no memory left, as it says before it does anything.
    private static boolean isFull(Throwable why) {
        String text = why.getMessage();
        return text != null && text.startsWith("OOM");
    }

    private void answered(Link there, List<Waiting> batch, Response answer) {
        heardAt = System.nanoTime();
        isDoubtful |= !answer.get(0).toString().equals(end.epoch());
        for (int i = 0; i < batch.size(); i++) {
            int at = HEAD + i * ANSWER;
            String what = answer.get(at).toString();
            if (!what.equals("known")) {
                proposals.answered(
                        batch.get(i),
                        answer.get(at + 1).toLong(),
                        Instant.ofEpochMilli(answer.get(at + 2).toLong()),
                        what.equals("duplicate"),
                        renewedUpTo);
            }
        }
        lock.lock();
        try {
            if (link != there) {
                return;
            }
            calls--;
        } finally {
            lock.unlock();
        }
        // What is a duplicate of something that was handed on already needs no entry to come.
        if (!isDoubtful) {
            reached(false);
        }
        pump();
    }

    private void refuseLate() {
        for (Waiting late : proposals.expired(System.nanoTime() - patience.toNanos())) {
            var reason = late.isSent ? Placement.Reason.UNKNOWN : Placement.Reason.UNAVAILABLE;
            late.placement.complete(new Placement.Refused(reason));
        }
        pump();
    }

    @Override
    public OrderState state() {
        return new OrderState(
                true,
                isReached,
                Duration.ofNanos(System.nanoTime() - heardAt).toMillis(),
                proposals.count(),
                proposals.refused(),
                epochs,
                connects);
    }

    @Override
    public void close() {
        isClosed = true;
        vertx.cancelTimer(timer);
        Thread reader = thread;
        if (reader != null) {
            reader.interrupt();
        }
        Link there = present();
        if (there != null) {
            there.close();
        }
    }
}
