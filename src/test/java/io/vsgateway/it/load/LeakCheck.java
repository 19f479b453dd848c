package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Heap;
import io.vsgateway.it.Rest;
import io.vsgateway.it.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What must be so when all clients of a gateway have left. It should have been started with
/// [GatewayProcess.Builder#paranoid].
public final class LeakCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 3;
    private static final int VISITS = 5;

    private LeakCheck() {}

    /// Fails if a connection is still counted or a buffer was lost.
    public static void of(GatewayProcess gateway) throws IOException, InterruptedException {
        nobodyIsLeft(gateway);
        // Netty finds out about a lost buffer when the collector has, and tells when it makes the
        // next one.
        for (int round = 0; round < ROUNDS; round++) {
            Heap.collect(gateway);
            for (int visit = 0; visit < VISITS; visit++) {
                String query = "history_lines=1";
                new Visit(gateway.port(), query, GatewayProcess.ADMIN, 0).opened().leave();
            }
        }
        nobodyIsLeft(gateway);
        assertThat(leaks(gateway)).isEmpty();
        assertThat(gateway.complaints()).isEmpty();
    }

    private static void nobodyIsLeft(GatewayProcess gateway) {
        Rest rest = Rest.of(gateway);
        await().atMost(PATIENCE).until(() -> rest.metric("vs_connections") == 0);
        assertThat(rest.metric("vs_console_readers")).isZero();
        // The one is that which tells the channels.
        assertThat(rest.metric("vs_console_waiting")).isLessThanOrEqualTo(1);
        assertThat(rest.metric("vs_console_lag")).isZero();
        assertThat(rest.metric("vs_session_timers")).isZero();
    }

    static List<String> leaks(GatewayProcess gateway) {
        return gateway.output().stream().filter(line -> line.contains("LEAK: ")).toList();
    }
}
