package io.vsgateway.fanout.redis;

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
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.TopicName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final Duration END_PATIENCE = Duration.ofSeconds(2);

    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2000;
    private static final int BLOCK_MILLIS = 1000;
    private static final int READ_AT_ONCE = 512;

    private final Server server;
    private final Script script;
    private final Envelope envelope;
    private final Seal seal;
    private final Progress progress = new Progress();
    private final Room room;
    private final Sender sender;
    private final int mostTopics;

    private volatile boolean isReached;
    private volatile boolean isClosed;
    private final AtomicLong epochs = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();

    /// The rest is the thread's.
    private @Nullable Listener listener;

    private @Nullable Thread thread;
    private boolean isTold;
    private long beatAt;

    /// @param urls see [RedisSettings#url]
    /// @param seal what closes what is written and opens what is read
    /// @param node names this run of the gateway
    /// @param bounds how much of a topic is remembered in Redis
    /// @param mostTopics so many are remembered here
    public RedisFanout(
            Vertx vertx,
            String urls,
            RedisSettings settings,
            Seal seal,
            String node,
            Function<TopicName, Bounds> bounds,
            int mostTopics) {
        this.server = new Server(vertx, urls, settings);
        this.script = new Script('{' + settings.prefix() + "}:", node, settings.busEntries());
        this.seal = seal;
        this.envelope = new Envelope(seal, script.prefix());
        this.room = new Room(server.shown(), System::nanoTime);
        this.sender =
                new Sender(vertx, script, envelope, progress, room, settings.patience(), bounds);
        this.mostTopics = mostTopics;
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
                progress.renewed(memory.end());
            } catch (IOException | RuntimeException e) {
                lost(first, e);
                pause(FIRST_PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        Link there = memory == null ? null : first;
        Thread reader = Thread.ofPlatform().daemon().name("vs-order").unstarted(() -> run(there));
        thread = reader;
        reader.start();
        return memory == null ? Recollection.none(progress.end()) : memory;
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
            beat(there);
            agree(there);
        } catch (IOException | InterruptedException | RuntimeException e) {
            there.close();
            throw e;
        }
        sender.connected(there);
        if (!isReached) {
            LOG.infof("The order is that of Redis at %s", server.shown());
        }
        isReached = true;
        isTold = false;
        connects.incrementAndGet();
        return there;
    }

    /// All gateways seal alike: those that do not would tell each other nothing but gaps.
    private void agree(Link there) throws IOException, InterruptedException {
        String own = seal.written();
        // A Redis that is full does not take it now; the next time will do.
        List<@Nullable Response> answers =
                there.readAll(List.of(hub(Command.HSETNX).arg(own), hub(Command.HGET)));
        Response known = answers.getLast();
        if (known == null || known.toString().equals(own)) {
            return;
        }
        if (!seal.opens(known.toString())) {
            throw new IOException(
                    seal.isOn()
                            ? "what it has was not sealed with a key of VS_REDIS_ENCRYPTION_KEY"
                            : "what it has is sealed, and VS_REDIS_ENCRYPTION_KEY is not set");
        }
        // Keys are being exchanged.
        List<@Nullable Response> _ = there.readAll(List.of(hub(Command.HSET).arg(own)));
    }

    private Request hub(Command command) {
        return Request.cmd(command).arg(script.prefix() + "hub").arg("sealed");
    }

    private void lost(@Nullable Link there, Throwable why) {
        sender.lost();
        if (there != null) {
            there.close();
        }
        if (!isClosed && !isTold) {
            LOG.warnf(
                    "Redis at %s cannot be reached, nothing is published until it can: %s",
                    server.shown(), why.getMessage());
            isTold = true;
        }
        if (!isClosed && !(why instanceof IOException)) {
            LOG.error("The order is fetched anew after a fault", why);
            progress.doubt();
        }
        isReached = false;
    }

    /// Says that this gateway lives, and hears which order there is.
    private Position beat(Link there) throws IOException, InterruptedException {
        long last = progress.end().offset();
        Response answer = there.placeNow(script.keys(), script.head(there, last, true));
        beatAt = System.nanoTime();
        progress.heard(Script.epoch(answer));
        if (Script.isFull(answer)) {
            room.isMissing();
        } else {
            room.isThere();
        }
        return new Position(Script.epoch(answer), Script.last(answer));
    }

    private void beatIfDue(Link there) throws IOException, InterruptedException {
        if (System.nanoTime() - beatAt > BEAT.toNanos()) {
            beat(there);
        }
    }

    /// All that is remembered; from behind it the stream is read.
    private Recollection renewal(Link there) throws IOException, InterruptedException {
        Position at = beat(there);
        agree(there);
        Recall.Sign sign = () -> beatIfDue(there);
        Recollection memory =
                new Recall(there, script.prefix(), envelope, at, mostTopics, sign).fetch();
        if (!at.epoch().equals(progress.end().epoch())) {
            epochs.incrementAndGet();
        }
        return memory;
    }

    private void read(Link there) throws IOException, InterruptedException {
        beatIfDue(there);
        if (progress.isDoubtful()) {
            renew(there);
        }
        Request next =
                Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(READ_AT_ONCE)
                        .arg("BLOCK")
                        .arg(BLOCK_MILLIS)
                        .arg("STREAMS")
                        .arg(script.stream())
                        .arg(progress.end().offset() + "-0");
        Response answer = there.read(next);
        progress.heard();
        if (answer == null) {
            return;
        }
        for (Words.Read one : envelope.entries(Words.onlyStream(answer))) {
            if (one.offset() != progress.end().offset() + 1 || Words.isEpoch(one)) {
                progress.doubt();
                return;
            }
            handOn(one);
        }
        sender.reached(false);
    }

    private void renew(Link there) throws IOException, InterruptedException {
        Position before = progress.end();
        Recollection memory = renewal(there);
        LOG.infof(
                "The order goes on at %s instead of behind %s: what Redis remembers was fetched",
                memory.end().id(), before.id());
        if (listener != null) {
            listener.renew(memory);
        }
        progress.renewed(memory.end());
        sender.reached(true);
    }

    private void handOn(Words.Read one) {
        Listener follower = listener;
        if (follower == null) {
            return;
        }
        Entry entry = one.entry(progress.end().epoch());
        boolean isTaken = follower.entry(entry);
        progress.handedOn(entry.position());
        if (one.node().equals(script.node())) {
            sender.seen(one.number(), entry.position(), one.at(), isTaken);
        }
    }

    @Override
    public CompletionStage<Placement> propose(Proposal proposal) {
        return sender.propose(proposal);
    }

    @Override
    public OrderState state() {
        return new OrderState(
                true,
                isReached,
                room.isFull(),
                progress.silentMillis(),
                sender.waiting(),
                sender.refused(),
                epochs.get(),
                connects.get());
    }

    /// Waits a moment until its thread has let go of Redis: it needs the event loops for that.
    @Override
    public void close() {
        isClosed = true;
        Thread reader = thread;
        try {
            if (reader != null) {
                reader.interrupt();
                boolean _ = reader.join(END_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
