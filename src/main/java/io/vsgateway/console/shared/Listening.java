package io.vsgateway.console.shared;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.game.elsewhere.Answer;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.game.elsewhere.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears what other gateways ask of the game, and keeps the answers until they are written. What
/// was asked before this gateway had the game, or so long ago that nobody waits for it any more, is
/// not done.
final class Listening {
    private static final Logger LOG = Logger.getLogger(Listening.class);
    private static final int BLOCK_MILLIS = 1000;
    private static final int POLL_MILLIS = 50;
    private static final int AT_ONCE = 64;
    private static final long OLD_MILLIS = 5000;

    private static final int MOST_KEPT = 1000;
    private static final int ANSWERS_LIVE_SECONDS = 3600;

    /// With more answers than these, something is wrong with Redis, and those who ask time out.
    private static final int MOST_ANSWERS = 10_000;

    private final SharedGame shared;
    private final String node;
    private final Asked asked = new Asked();
    private final Doer doer;
    private final Supplier<Hold> hold;
    private final Runnable wake;
    private final Queue<Written> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /// The last that was heard; null before the game was had.
    private volatile @Nullable String heard;

    /// @param node names this run of the gateway
    /// @param hold whether nobody else can have the game
    /// @param wake has that found out, and answers written
    Listening(SharedGame shared, String node, Doer doer, Supplier<Hold> hold, Runnable wake) {
        this.shared = shared;
        this.node = node;
        this.doer = doer;
        this.hold = hold;
        this.wake = wake;
    }

    /// Whether this gateway has the game.
    enum Hold {
        YES,
        /// It has not asked for a while, as it stood still, perhaps.
        UNSURE,
        NO
    }

    /// An answer, and to which gateway it goes.
    private record Written(String node, String text) {}

    /// The game is had from now on; what was asked up to here was not meant for this gateway.
    void begin(String last) {
        if (heard == null) {
            heard = last;
        }
    }

    /// Hears on this connection until the result is closed.
    Ear on(Talk talk) {
        var ear = new Ear(talk);
        ear.thread.start();
        return ear;
    }

    /// How many answers are to be written.
    int answers() {
        return answers.size();
    }

    /// Writes so many answers to those who asked; what fails stays.
    void answer(Talk talk, int due) throws IOException, InterruptedException {
        for (int i = 0; i < due; i++) {
            Written one = answers.element();
            String stream = shared.answers(one.node());
            Request add =
                    Request.cmd(Command.XADD)
                            .arg(stream)
                            .arg("MAXLEN")
                            .arg("~")
                            .arg(MOST_KEPT)
                            .arg("*")
                            .arg("b")
                            .arg(shared.close(stream, "", one.text()));
            Response _ = talk.ask(add);
            Response _ =
                    talk.ask(Request.cmd(Command.EXPIRE).arg(stream).arg(ANSWERS_LIVE_SECONDS));
            answers.remove(one);
            count.decrementAndGet();
        }
    }

    private void answer(String node, Answer answer) {
        if (count.incrementAndGet() > MOST_ANSWERS) {
            count.decrementAndGet();
            return;
        }
        answers.add(new Written(node, answer.text()));
        wake.run();
    }

    /// One connection's ear.
    final class Ear implements AutoCloseable {
        private final Talk talk;
        private final Thread thread;
        private volatile long redisMillis;
        private volatile long atNanos = System.nanoTime();
        private volatile boolean isClosed;

        Ear(Talk talk) {
            this.talk = talk;
            this.thread = Thread.ofPlatform().daemon().name("asked-by-others").unstarted(this::run);
        }

        /// What time it is by Redis, which also says when something was asked.
        void hear(long millis) {
            redisMillis = millis;
            atNanos = System.nanoTime();
        }

        private void run() {
            try {
                while (!isClosed) {
                    String last = heard;
                    if (last == null) {
                        Thread.sleep(POLL_MILLIS);
                        continue;
                    }
                    Response streams =
                            talk.next(List.of(shared.asks()), List.of(last), AT_ONCE, BLOCK_MILLIS);
                    Response entries = streams == null ? null : Talk.stream(streams, shared.asks());
                    if (entries != null) {
                        take(entries);
                    }
                }
            } catch (IOException | RuntimeException e) {
                if (!isClosed) {
                    LOG.debugf("asks of other gateways are not heard: %s", e.getMessage());
                    talk.close();
                    wake.run();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /// What it cannot judge yet stays for the next one, should this one be closed.
        private void take(Response entries) throws InterruptedException {
            for (Response entry : entries) {
                if (!awaitCertainty()) {
                    return;
                }
                String id = entry.get(0).toString();
                heard = id;
                try {
                    String written = entry.get(1).get(1).toString();
                    Optional<String> text = shared.open(shared.asks(), node, written);
                    if (text.isPresent()) {
                        take(id, Ask.of(text.get()));
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.warnf("what another gateway asks cannot be read: %s", e.getMessage());
                }
            }
        }

        /// It needs to know who has the game, and what time it is.
        private boolean awaitCertainty() throws InterruptedException {
            while (!isClosed && (redisMillis == 0 || hold.get() == Hold.UNSURE)) {
                wake.run();
                Thread.sleep(POLL_MILLIS);
            }
            return !isClosed;
        }

        private void take(String id, Ask ask) {
            if (hold.get() == Hold.NO) {
                // Whoever has the game does it, or nobody, and those who asked are told so.
                return;
            }
            if (!asked.isNew(ask.node(), ask.number())) {
                LOG.warnf("what gateway %s asked before is not done again", ask.node());
                return;
            }
            long askedAt = Long.parseLong(id.substring(0, id.indexOf('-')));
            long now = redisMillis + Duration.ofNanos(System.nanoTime() - atNanos).toMillis();
            if (now - askedAt > OLD_MILLIS) {
                answer(ask.node(), doer.tooLate(ask));
            } else {
                doer.carryOut(ask, answer -> answer(ask.node(), answer));
            }
        }

        @Override
        public void close() {
            isClosed = true;
            thread.interrupt();
        }
    }
}
