package io.vsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.websocket.RawServer;
import io.vsgateway.websocket.connection.WebSocketConfig;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where [ConsoleClient] goes on after a lost connection: behind the last line that it got, or the
/// gap behind that, as `src/docs/protocol.md` wants it.
@Timeout(60)
class ConsoleResumeTest {
    private static final WebSocketConfig CONFIG =
            RawServer.CLIENT.with().reconnectBackoffBase(Duration.ofMillis(10)).build();

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @Test
    void it_goes_on_behind_the_last_line() throws Exception {
        assertThat(resumedAfter(line("e-1"), line("e-2"))).contains("last_event_id=e-2");
    }

    @Test
    void a_gap_that_was_told_is_not_told_again() throws Exception {
        assertThat(resumedAfter(line("e-1"), gap("e-2", "e-5"))).contains("last_event_id=e-5");
    }

    @Test
    void a_gap_between_lines_is_passed() throws Exception {
        assertThat(resumedAfter(line("e-1"), gap("e-2", "e-5"), line("e-6")))
                .contains("last_event_id=e-6");
    }

    @Test
    void a_gap_leads_into_the_new_run_of_a_gateway() throws Exception {
        assertThat(resumedAfter(gap("old-7", "e-0"))).contains("last_event_id=e-0");
    }

    @Test
    void without_either_it_begins_anew() throws Exception {
        assertThat(resumedAfter()).doesNotContain("last_event_id");
    }

    /// The request of the second connection, after the first one gave these frames and went away.
    private String resumedAfter(String... frames) throws Exception {
        var isFirst = new AtomicBoolean(true);
        try (var server =
                        new RawServer(connection -> {
                            requests.add(
                                    connection.shakeHands(
                                            "Sec-WebSocket-Protocol: vs.console.v1.json\r\n"));
                            if (isFirst.getAndSet(false)) {
                                for (String frame : frames) {
                                    connection.text(frame);
                                }
                                connection.leave(1001, "");
                                connection.next(RawServer.CLOSE);
                            } else {
                                connection.next(RawServer.CLOSE);
                                connection.leave(1000, "");
                            }
                        });
                var console =
                        new ConsoleClient(
                                        Gateway.of("http://127.0.0.1:" + server.port(), ""),
                                        ConsoleQuery.ALL,
                                        CONFIG)
                                .connect()) {
            int connected = 0;
            while (connected < 2) {
                if (console.next() instanceof ConsoleEvent.Connected) {
                    connected++;
                }
            }
            requests.take();
            return requests.take();
        }
    }

    private static String line(String id) {
        return """
        {"type":"line","id":"%s","ts":"","stream":"stdout","level":"info","category":"","text":"x"}\
        """
                .formatted(id);
    }

    private static String gap(String from, String to) {
        return """
        {"type":"gap","from":"%s","to":"%s","count":4,"recovered":true,"ts":""}\
        """
                .formatted(from, to);
    }
}
