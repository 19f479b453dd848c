package io.vsgateway.bench.channel;

import io.vsgateway.bench.channel.Figure.Goal;
import io.vsgateway.bench.socket.ServiceSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// How many publications are taken per second, if nobody reads them: each has its place in the
/// order and was answered.
final class Publications {
    private static final int SENDERS = 2;

    /// Of a socket: more than a gateway lets wait would be refused.
    private static final int UNANSWERED = 4000;

    private static final int CHUNK = 500;
    private static final int SIZE = 100;
    private static final int WARM_UP_SHARE = 4;
    private static final double LOCAL = 50_000;
    private static final double SHARED = 25_000;

    private final Bed bed;
    private final ChannelOptions options;
    private final Findings findings;
    private final Consumer<String> progress;

    Publications(Bed bed, ChannelOptions options, Findings findings, Consumer<String> progress) {
        this.bed = bed;
        this.options = options;
        this.findings = findings;
        this.progress = progress;
    }

    /// Publishes so many, and returns how many were taken.
    private interface Way {
        long publish(int count) throws IOException, InterruptedException;
    }

    void run() {
        measure("publications_rest", "publications by REST, in thousands", LOCAL, this::rest);
        measure("publications_socket", "publications by one socket", LOCAL, this::socket);
    }

    /// The same in an order that others share.
    void runShared() {
        measure("shared_publications_rest", "publications by REST, shared", SHARED, this::rest);
        measure("shared_publications_socket", "by one socket, shared", SHARED, this::socket);
    }

    private void measure(String name, String title, double goal, Way way) {
        progress.accept(title);
        try {
            int count = options.publications();
            way.publish(Math.max(1, count / WARM_UP_SHARE));
            Duration cpu = bed.usage().cpu();
            long began = System.nanoTime();
            long taken = way.publish(count);
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = bed.usage().cpu().minus(cpu).toNanos() / 1e3;
            if (taken < count) {
                findings.problem(title + ": " + taken + " of " + count + " were taken");
                return;
            }
            findings.add(
                    new Figure(
                            name,
                            title,
                            taken / seconds,
                            "per second",
                            Goal.atLeast(goal),
                            List.of(
                                    new Figure.Side("taken", taken, ""),
                                    new Figure.Side("cpu_us_each", used / taken, "us"))));
        } catch (IOException e) {
            findings.problem(title + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            findings.problem(title + ": interrupted");
        }
    }

    private long socket(int count) throws IOException {
        Plan plan = plan(count);
        ServiceSocket socket = bed.service();
        long before = socket.acks();
        for (int i = 0; i < count; i++) {
            if (i % CHUNK == 0 && i > UNANSWERED) {
                socket.flush();
                socket.awaitAnswers(before + i - UNANSWERED, options.timeout());
            }
            socket.send(
                    "{\"type\":\"publish\",\"id\":\"p\",\"topic\":\""
                            + plan.topic(i)
                            + "\",\"event\":"
                            + plan.event(i)
                            + "}");
        }
        socket.flush();
        socket.awaitAnswers(before + count, options.timeout());
        return socket.acks() - before;
    }

    private long rest(int count) throws IOException, InterruptedException {
        Plan plan = plan(count);
        try (RestPublisher publisher = bed.rest();
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<List<String>>> batches =
                    IntStream.iterate(0, from -> from < count, from -> from + RestPublisher.MOST)
                            .mapToObj(from -> {
                                int to = Math.min(count, from + RestPublisher.MOST);
                                return senders.submit(() -> publisher.publish(plan, from, to));
                            })
                            .toList();
            long taken = 0;
            for (Future<List<String>> batch : batches) {
                taken += batch.get().size();
            }
            return taken;
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    private static Plan plan(int count) {
        return new Plan(Plan.ONE, true, count, 0, SIZE);
    }
}
