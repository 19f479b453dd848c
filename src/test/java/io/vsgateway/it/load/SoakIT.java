package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.TickOrder;
import io.vsgateway.bench.socket.Target;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Passers;
import io.vsgateway.wire.Format;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A gateway that is used for long, at a moderate pace: 500 clients, of which some do not read for
/// a hundred seconds at a time, and five a second that come and go. `mvn -Psoak` does so for ten
/// minutes, and then its memory must be steady; a plain `mvn verify` for some seconds, to see that
/// the rest holds.
@Tag("alone")
@Timeout(4 * 3600)
class SoakIT {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("soak.seconds", 15));
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration ROUND = Duration.ofSeconds(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 500;
    private static final int SLOW = 20;
    private static final int LINES_PER_SECOND = 10;
    private static final int PASSERS_PER_SECOND = 5;

    private static final int LINE_BYTES = 4000;

    private static final int BUFFER_LINES = 300;

    /// Of resident memory, in a run of ten minutes. The heap has a fixed size and is touched at the
    /// start, so this is for compiled code and for what the allocators keep. It is what 3,000
    /// visits would lose with 3 KiB each.
    private static final double RSS_KIB_PER_SECOND = 10 * 1024 / 600.0;

    @Test
    void memory_is_steady_while_clients_come_and_go() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "0")
                                .set("VS_CONSOLE_BUFFER_LINES", Integer.toString(BUFFER_LINES))
                                .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                                // Who does not read answers no ping.
                                .set("VS_SESSION_SILENCE_TIMEOUT", "10m")
                                .set("VS_SESSION_TOO_SLOW_AFTER", "10m")
                                .set("VS_AUTH_FAILURES_BEFORE_DELAY", "1000")
                                .demo("--rate 0 --start-time 10ms")
                                .java("-Xms96m")
                                .java("-Xmx96m")
                                .java("-XX:+AlwaysPreTouch")
                                .start();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            fill(gateway);
            var samples = new Samples(gateway);
            Future<?> sampling = threads.submit(samples);
            var passing = new Passing(gateway);
            Future<?> passed = threads.submit(passing);

            try {
                watch(gateway);
            } finally {
                passing.end();
                samples.end();
            }

            passed.get();
            sampling.get();
            System.out.println(samples.table());
            LeakCheck.of(gateway);
            samples.checkCounts();
            if (TIME.compareTo(LONG) >= 0) {
                assertThat(samples.rssSlope()).isLessThan(RSS_KIB_PER_SECOND);
            }
        }
    }

    private static void fill(GatewayProcess gateway) {
        try (Client admin = Client.admin(gateway)) {
            int lines = 2 * BUFFER_LINES;
            admin.command("/demo flood " + lines + " " + LINE_BYTES, "fill");
            admin.expect("flood line " + lines + " of " + lines);
            admin.leave();
        }
    }

    /// The same clients for several rounds of lines; at the end of each the slow ones catch up.
    private static void watch(GatewayProcess gateway) {
        var target = new Target("127.0.0.1", gateway.port(), GatewayProcess.ADMIN);
        long end = System.nanoTime() + TIME.toNanos();
        try (var crowd = Crowd.watching(target, Format.JSON, CLIENTS, SLOW, _ -> {})) {
            assertThat(crowd.connect(16, 200, PATIENCE).opened()).isEqualTo(CLIENTS);
            for (long left = TIME.toNanos(); left > 0; left = end - System.nanoTime()) {
                long seconds =
                        Math.clamp(TimeUnit.NANOSECONDS.toSeconds(left), 5, ROUND.toSeconds());
                int lines = (int) seconds * LINES_PER_SECOND;
                var order = new TickOrder(LINES_PER_SECOND, lines, LINE_BYTES, false);

                Delivery delivery = crowd.deliver(order, ROUND.plus(PATIENCE));

                assertThat(delivery.failure()).isEmpty();
                assertThat(delivery.complete()).as(crowd.reasons().toString()).isEqualTo(CLIENTS);
                assertThat(delivery.order().isKept()).as(delivery.order().toString()).isTrue();
                assertThat(delivery.order().gaps()).isZero();
                assertThat(delivery.slow().order().isKept()).isTrue();
                System.out.printf(
                        "%,d lines to each of %d clients; the %d slow ones missed %,d, as told%n",
                        lines, CLIENTS, SLOW, delivery.slow().order().missed());
            }
        }
    }

    /// Visitors, so many a second, until told to end.
    private static final class Passing implements Runnable {
        private final GatewayProcess gateway;
        private final CountDownLatch ended = new CountDownLatch(1);

        Passing(GatewayProcess gateway) {
            this.gateway = gateway;
        }

        @Override
        public void run() {
            try {
                for (int number = 0;
                        !ended.await(1000 / PASSERS_PER_SECOND, TimeUnit.MILLISECONDS);
                        number++) {
                    Passers.visit(gateway, number, BUFFER_LINES / 10);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void end() {
            ended.countDown();
        }
    }
}
