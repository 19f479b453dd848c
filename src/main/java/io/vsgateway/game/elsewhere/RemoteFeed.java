package io.vsgateway.game.elsewhere;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Game.GameReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads what the gateway that has a game writes to Redis, and hands it on, on a thread of its own:
/// lines to the console, everything else to a listener. Behind a lost connection it goes on where
/// it was, as the console's own positions are the ids of its stream.
final class RemoteFeed implements AutoCloseable {
    static final String OWNER_AWAY = "the gateway that has it is away";
    static final String REDIS_AWAY = "Redis cannot be reached";
    static final String REDIS_FULL = "Redis is full (maxmemory)";

    private static final Logger LOG = Logger.getLogger(RemoteFeed.class);
    private static final String SEALED =
            "what its gateway tells is sealed with another VS_REDIS_ENCRYPTION_KEY, or not at all";
    private static final String BEGINNING = "0-0";
    private static final int BATCHES = 64;
    private static final int BLOCK_MILLIS = 1000;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    /// A Redis that is away for less is not told of: nothing is lost by that.
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    /// Longer than who has the game waits before it tries again.
    private static final long RETURN_NANOS = Duration.ofSeconds(6).toNanos();

    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2000;

    private final SharedGame shared;
    private final Server server;
    private final LineCopy lines;
    private final Listener listener;
    private final String node = UUID.randomUUID().toString();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Talk talk;
    private volatile @Nullable String owner;
    private volatile boolean isClosed;

    /// The rest is the thread's.
    private String reportId = BEGINNING;

    private String answerId = BEGINNING;
    private String epoch = "";
    private long lookedAt;
    private long heardAt = System.nanoTime();
    private long fullUntil = heardAt;

    /// Who hears of the game; all on one thread, which must not be held up.
    interface Listener {
        void told(GameReport report);

        void answered(Answer answer);

        /// The game cannot be reached. Told again and again while that is so.
        void away(String why);

        /// It can be reached. Told again and again while that is so.
        void back();

        /// Another run of a gateway has it now.
        void changed(String owner);

        /// A while has passed.
        void passed();
    }

    RemoteFeed(SharedGame shared, Server server, ConsoleBuffer console, Listener listener) {
        this.shared = shared;
        this.server = server;
        this.lines = new LineCopy(shared, console);
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("remote-game").unstarted(this::run);
    }

    /// Names this run of the gateway, for answers.
    String node() {
        return node;
    }

    /// What is asked goes this way; null while Redis is away.
    @Nullable Talk talk() {
        return talk;
    }

    /// Which run of a gateway has the game; empty before that is known.
    String owner() {
        String known = owner;
        return known == null ? "" : known;
    }

    void start(Duration patience) {
        thread.start();
        try {
            boolean _ = caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE;
        while (!isClosed) {
            try (Talk there = Talk.open(server, "ask.lua")) {
                talk = there;
                // Redis may know less than before.
                reportId = BEGINNING;
                look(there);
                while (!isClosed) {
                    read(there);
                    pause = FIRST_PAUSE;
                }
            } catch (IOException | RuntimeException | Error e) {
                if (!(e instanceof IOException)) {
                    LOG.error("what is shared of the game is read anew after a fault", e);
                }
                talk = null;
                lost();
                pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void lost() {
        if (!isClosed && System.nanoTime() - heardAt > PATIENCE_NANOS) {
            listener.away(REDIS_AWAY);
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Talk there) throws IOException, InterruptedException {
        int block = caughtUp.getCount() > 0 ? 0 : BLOCK_MILLIS;
        Response streams =
                there.next(streams(), List.of(reportId, lines.behind(), answerId), BATCHES, block);
        heardAt = System.nanoTime();
        if (streams == null) {
            caughtUp.countDown();
        } else {
            take(streams);
        }
        if (System.nanoTime() - lookedAt > LOOK_NANOS) {
            look(there);
        }
    }

    /// Looks whether there is a gateway that has the game.
    private void look(Talk there) throws IOException, InterruptedException {
        Response answer = there.ask(Request.cmd(Command.GET).arg(shared.owner()));
        lookedAt = System.nanoTime();
        lines.passed();
        String now = answer == null ? null : answer.toString();
        if (now == null) {
            listener.away(whyNobodyHasIt(there));
            listener.passed();
            return;
        }
        if (!owner().isEmpty() && !owner().equals(now)) {
            listener.changed(now);
        }
        owner = now;
        listener.back();
        listener.passed();
    }

    /// Who has it cannot say so to a Redis that is full, and needs a while once it has room again.
    private String whyNobodyHasIt(Talk there) throws InterruptedException {
        if (there.isFull(shared.owner())) {
            fullUntil = System.nanoTime() + RETURN_NANOS;
        }
        return System.nanoTime() - fullUntil < 0 ? REDIS_FULL : OWNER_AWAY;
    }

    /// What is told of the game comes first: lines and answers may rest on it.
    private void take(Response streams) throws IOException {
        for (String name : streams()) {
            Response entries = Talk.stream(streams, name);
            if (entries != null) {
                take(name, entries);
            }
        }
    }

    private List<String> streams() {
        return List.of(shared.report(), shared.console(), shared.answers(node));
    }

    private void take(String stream, Response entries) throws IOException {
        if (stream.equals(shared.console())) {
            lines.take(entries);
            return;
        }
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            String body = entry.get(1).get(1).toString();
            if (stream.equals(shared.report())) {
                reportId = id;
                report(shared.open(stream, "", body));
            } else {
                answerId = id;
                Optional<String> answer = shared.open(stream, "", body);
                if (answer.isPresent()) {
                    listener.answered(Answer.of(answer.get()));
                }
            }
        }
    }

    private void report(Optional<String> text) throws IOException {
        if (text.isPresent()) {
            report(ReportWords.told(text.get()));
        } else {
            listener.away(SEALED);
        }
    }

    private void report(ReportWords.Told told) {
        if (!told.epoch().equals(epoch)) {
            epoch = told.epoch();
            lines.begins(epoch);
        }
        listener.told(told.report());
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        Talk there = talk;
        if (there != null) {
            there.close();
        }
    }
}
