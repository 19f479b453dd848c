package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Passers;
import io.vsgateway.it.Usage;
import io.vsgateway.it.load.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Very many connections, one after another, that come and end in every way there is, while lines
/// flow and Netty watches over its buffers. `-Dconnections=100000` for more of them.
@Tag("alone")
@Timeout(1800)
class ConnectionsIT {
    private static final int CONNECTIONS = Integer.getInteger("connections", 10_000);
    private static final int AT_ONCE = 16;
    private static final int HISTORY = 50;

    /// What the collector may keep or give back as it likes.
    private static final long RSS_ALLOWANCE_KIB = 64 * 1024;

    @Test
    void connections_that_end_in_any_way_leave_nothing_behind() throws Exception {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "0")
                        .set("VS_AUTH_FAILURES_BEFORE_DELAY", "1000")
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .demo("--rate 0 --start-time 10ms")
                        .java("-Xmx128m")
                        .java("-XX:MaxDirectMemorySize=64m")
                        .paranoid()
                        .start()) {
            try (Client admin = Client.admin(gateway)) {
                admin.command("/demo flood " + HISTORY, "fill");
                admin.expect("flood line " + HISTORY + " of " + HISTORY);
                admin.command("/demo ticks 100 1000000", "flow");
                admin.expect("tick seq=1 ");
                admin.leave();
            }
            comeAndGo(gateway, CONNECTIONS / 10);
            LeakCheck.of(gateway);
            Usage before = Usage.of(gateway);

            comeAndGo(gateway, CONNECTIONS);

            LeakCheck.of(gateway);
            // Connections that were gone before their request are no one's; they end a little
            // later.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Usage.of(gateway).files() <= before.files() + 5);
            Usage after = Usage.of(gateway);
            System.out.printf("%,d connections: %s before, %s after%n", CONNECTIONS, before, after);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 10);
            assertThat(after.rssKib()).isLessThan(before.rssKib() + RSS_ALLOWANCE_KIB);
        }
    }

    private static void comeAndGo(GatewayProcess gateway, int connections) throws Exception {
        var number = new AtomicInteger();
        var visitors = new ArrayList<Future<Void>>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < AT_ONCE; i++) {
                visitors.add(
                        threads.submit(() -> {
                            for (int n = number.getAndIncrement();
                                    n < connections;
                                    n = number.getAndIncrement()) {
                                Passers.visit(gateway, n, HISTORY);
                            }
                            return null;
                        }));
            }
            for (Future<Void> visitor : visitors) {
                visitor.get();
            }
        }
    }
}
