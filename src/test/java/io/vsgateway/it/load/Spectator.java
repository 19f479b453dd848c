package io.vsgateway.it.load;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Visit;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// One reader of a world, with a habit, a format and a view of its own. What it does is decided by
/// the world's seed; when it gets to do it, by the machine.
final class Spectator implements Callable<Transcript> {
    enum Habit {
        /// Reads whatever comes.
        EAGER,

        /// Reads little, now and then, with a small receive buffer.
        SLOW,

        /// Stops reading until the world is at its end.
        STALLED,

        /// Loses the connection again and again, and resumes behind what it got.
        KILLED,

        /// Comes, reads some history and leaves, again and again.
        CHURNING
    }

    private static final int SMALL_BUFFER = 8 * 1024;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    private final int port;
    private final Habit habit;
    private final SplittableRandom random;
    private final CountDownLatch worldEnds;
    private final boolean isJson;
    private final String key;
    private final Transcript transcript;
    private final Transcript.Place place;

    Spectator(
            GatewayProcess gateway,
            Transcript.Place place,
            Habit habit,
            SplittableRandom random,
            CountDownLatch worldEnds) {
        this.port = gateway.port();
        this.place = place;
        this.habit = habit;
        this.random = random;
        this.worldEnds = worldEnds;
        this.isJson = random.nextBoolean();
        boolean isMonitor = random.nextInt(3) == 0;
        this.key = isMonitor ? GatewayProcess.MONITOR : GatewayProcess.ADMIN;
        this.transcript = new Transcript(place, isJson, isMonitor);
    }

    Habit habit() {
        return habit;
    }

    @Override
    public Transcript call() throws Exception {
        try {
            switch (habit) {
                case EAGER -> readToTheEnd(begin(0));
                case SLOW -> readSlowly(begin(SMALL_BUFFER));
                case STALLED -> {
                    Visit visit = begin(random.nextBoolean() ? SMALL_BUFFER : 0);
                    read(visit, random.nextInt(100));
                    worldEnds.await();
                    readToTheEnd(visit);
                }
                case KILLED -> comeBack();
                case CHURNING -> churn();
            }
            return transcript;
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "%s, %s, %s: %s"
                            .formatted(
                                    habit,
                                    isJson ? "json" : "text",
                                    key.equals(GatewayProcess.ADMIN) ? "full" : "redacted",
                                    e.getMessage()),
                    e);
        }
    }

    /// The first connection: before the world's first line, or with some history.
    private Visit begin(int receiveBuffer) throws IOException {
        if (random.nextBoolean()) {
            transcript.fromAnywhere();
            return connect("history_lines=" + random.nextInt(1, 200), receiveBuffer);
        }
        transcript.from(place.before() + 1);
        return connect("last_event_id=" + transcript.lastId(), receiveBuffer);
    }

    private Visit connect(String from, int receiveBuffer) throws IOException {
        String query = "format=" + (isJson ? "json" : "text") + "&" + from;
        return new Visit(port, query, key, receiveBuffer).opened();
    }

    private void readToTheEnd(Visit visit) throws IOException {
        try (visit) {
            read(visit, Integer.MAX_VALUE);
        }
    }

    private void read(Visit visit, int messages) throws IOException {
        for (int i = 0; i < messages && !transcript.isComplete(); i++) {
            transcript.message(visit.next());
        }
    }

    private void readSlowly(Visit visit) throws IOException {
        try (visit) {
            while (!transcript.isComplete()) {
                read(visit, random.nextInt(100));
                LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            }
        }
    }

    private void comeBack() throws IOException {
        Visit visit = begin(0);
        for (int times = random.nextInt(3, 10); times > 0 && !transcript.isComplete(); times--) {
            read(visit, random.nextInt(400));
            while (!transcript.isPlaced()) {
                read(visit, 1);
            }
            end(visit);
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            visit = connect("last_event_id=" + transcript.lastId(), receiveBuffer());
        }
        readToTheEnd(visit);
    }

    private int receiveBuffer() {
        return random.nextInt(4) == 0 ? SMALL_BUFFER : 0;
    }

    private void churn() throws IOException {
        do {
            transcript.fromAnywhere();
            int history = random.nextInt(1, 300);
            Visit visit = connect("history_lines=" + history, receiveBuffer());
            read(visit, random.nextInt(history));
            end(visit);
        } while (worldEnds.getCount() > 0);
        transcript.fromAnywhere();
        readToTheEnd(connect("history_lines=10", 0));
    }

    private void end(Visit visit) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> visit.leave();
            case 1 -> visit.reset();
            default -> visit.close();
        }
    }
}
