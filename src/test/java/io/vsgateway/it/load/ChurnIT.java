package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients that come and go while lines flow.
@Tag("alone")
class ChurnIT {
    private static final int CONNECTIONS = 1000;
    private static final int AT_ONCE = 100;
    private static final int HISTORY = 50;

    @Test
    void a_thousand_connections_that_read_history_and_leave_leave_nothing_behind()
            throws Exception {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "0")
                        .demo("--rate 0 --start-time 10ms")
                        .start()) {
            Rest rest = Rest.of(gateway);
            try (Client first = Client.admin(gateway)) {
                first.command("/demo flood " + HISTORY, "fill");
                first.expect("flood line " + HISTORY + " of " + HISTORY);
                first.command("/demo ticks 200 1000000", "flow");
                first.expect("tick seq=1 ");

                comeAndGo(gateway);
                first.leave();
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> rest.metric("vs_connections") == 0);
            assertThat(rest.metric("vs_console_readers")).isZero();
            assertThat(rest.metric("vs_console_waiting")).isLessThanOrEqualTo(1);
            assertThat(rest.metric("vs_console_lag")).isZero();
            assertThat(rest.metric("vs_session_timers")).isZero();
            double lines = rest.metric("vs_console_lines_in");
            await().until(() -> rest.metric("vs_console_lines_in") > lines);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static void comeAndGo(GatewayProcess gateway)
            throws InterruptedException, ExecutionException {
        var places = new Semaphore(AT_ONCE);
        var visits = new ArrayList<Future<Void>>();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                boolean politely = i % 2 == 0;
                Callable<Void> visit =
                        () -> {
                            places.acquire();
                            try {
                                visit(gateway, politely);
                                return null;
                            } finally {
                                places.release();
                            }
                        };
                visits.add(visitors.submit(visit));
            }
            for (Future<Void> visit : visits) {
                visit.get();
            }
        }
    }

    private static void visit(GatewayProcess gateway, boolean politely) {
        String query = "format=json&history_lines=" + HISTORY + "&api_key=" + GatewayProcess.ADMIN;
        try (Client client = Client.console(gateway, query)) {
            for (int lines = 0; lines < HISTORY; ) {
                if (client.next().contains("\"type\":\"line\"")) {
                    lines++;
                }
            }
            if (politely) {
                assertThat(client.leave().code()).isEqualTo(1000);
            }
        }
    }
}
