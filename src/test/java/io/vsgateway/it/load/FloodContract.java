package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A game that writes faster than anybody reads, with clients that do not read at all: what every
/// way of writing to clients must stand.
@Tag("alone")
abstract class FloodContract {
    private static final int LINES = 200_000;
    private static final int NON_READERS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Far less than the flood would take if it were kept for even one of the slow clients.
    private static final String SMALL_HEAP = "-Xmx96m";

    /// The value of `VS_SESSION_WRITER`.
    abstract String writer();

    private GatewayProcess.Builder gateway() {
        return GatewayProcess.with()
                // On a busy machine the game stops in the middle of a line; shown in two parts, as
                // it should be after a while, it would count twice here.
                .set("VS_GAME_LINES_PARTIAL_AFTER", "60s")
                // And those who do not read may wait for longer than a client may be silent.
                .set("VS_SESSION_SILENCE_TIMEOUT", "10m")
                .set("VS_SESSION_TOO_SLOW_AFTER", "10m")
                .set("VS_SESSION_WRITER", writer())
                // More is remembered than the kernel's buffers hold: else all of it may leave in
                // the
                // end, be the machine so busy that everybody gets nothing but the last of it.
                .set("VS_CONSOLE_BUFFER_LINES", "100000")
                .java(SMALL_HEAP)
                .demo("--rate 0 --start-time 50ms --save-time 50ms");
    }

    @Test
    void clients_that_never_read_slow_nobody_and_get_exact_gaps_when_they_read_at_last() {
        try (GatewayProcess gateway = gateway().start();
                Client reader = Client.admin(gateway);
                Client other = Client.admin(gateway)) {
            reader.expect("game is ready");
            var slow = new ArrayList<Client>();
            for (int i = 0; i < NON_READERS; i++) {
                slow.add(nonReader(gateway));
            }

            reader.command("/demo flood " + LINES, "flood");

            assertThat(Account.of(reader).total()).isEqualTo(LINES);
            assertThat(Account.of(other).total()).isEqualTo(LINES);
            Rest rest = Rest.of(gateway);
            assertThat(rest.metric("vs_connections")).isEqualTo(NON_READERS + 2);
            assertThat(rest.metric("vs_console_lag")).isPositive();
            assertThat(rest.metric("vs_console_buffer_bytes")).isLessThan(17 * 1024 * 1024);
            for (Client client : slow) {
                client.read();
                Account account = Account.of(client);
                assertThat(account.total()).isEqualTo(LINES);
                assertThat(account.missed()).isPositive();
            }
            assertThat(rest.metric("vs_console_gaps")).isGreaterThanOrEqualTo(NON_READERS);
            assertThat(rest.metric("vs_console_lag")).isZero();
            assertThat(gateway.complaints()).isEmpty();
            slow.forEach(Client::close);
        }
    }

    @Test
    void a_client_that_takes_nothing_for_too_long_is_closed_with_4010() {
        // What is sent to it meanwhile is nothing that it takes.
        try (GatewayProcess gateway =
                        gateway()
                                .set("VS_SESSION_TOO_SLOW_AFTER", "6s")
                                .set("VS_SESSION_PING_INTERVAL", "1s")
                                .start();
                Client reader = Client.admin(gateway)) {
            reader.expect("game is ready");
            try (Client slow = nonReader(gateway);
                    Client never = nonReader(gateway)) {
                reader.command("/demo flood " + LINES, "flood");
                Rest rest = Rest.of(gateway);
                await().atMost(PATIENCE).until(() -> rest.metric("vs_console_readers") == 1);

                slow.read();

                assertThat(slow.closed().code()).isEqualTo(4010);
                await().atMost(PATIENCE).until(() -> rest.metric("vs_connections") == 1);
                assertThat(closes(gateway, 4010)).isEqualTo(2);
                assertThat(never.isClosed()).isFalse();
            }
            assertThat(Account.of(reader).total()).isEqualTo(LINES);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /// It asks for one line of history and takes a few kilobytes at most.
    private static Client nonReader(GatewayProcess gateway) {
        String target =
                "/api/v1alpha1/console/ws?format=json&history_lines=1&api_key="
                        + GatewayProcess.ADMIN;
        return Client.connect(gateway.port(), target, false, 4096);
    }

    private static double closes(GatewayProcess gateway, int code) {
        String line = "vs_closes_total{code=\"" + code + "\"}";
        return Rest.of(gateway).metric(line);
    }

    /// What a client got of the flood.
    ///
    /// @param lines how many of its lines came
    /// @param missed how many it was told that it missed
    private record Account(int lines, int missed) {
        private static final Pattern LINE = Pattern.compile("flood line (\\d+) of");

        int total() {
            return lines + missed;
        }

        /// Reads to the last line, and fails at the first line out of order or gap that is not
        /// exact. A gap may begin before the flood: on a busy machine also a client that reads may
        /// be too late for the first lines.
        static Account of(Client client) {
            List<JsonNode> messages =
                    client.until(m -> m.contains("flood line " + LINES + " of")).stream()
                            .map(Client::parse)
                            .toList();
            long before = offset(messages.getLast().path("id")) - LINES;
            long at = before;
            int lines = 0;
            int missed = 0;
            for (JsonNode message : messages) {
                switch (message.path("type").asText()) {
                    case "gap" -> {
                        long from = offset(message.path("from"));
                        long to = offset(message.path("to"));
                        assertThat(message.path("recovered").asBoolean()).isTrue();
                        assertThat(message.path("count").asLong()).isEqualTo(to - from + 1);
                        if (to > before) {
                            assertThat(Math.max(from, before + 1))
                                    .as(message.toString())
                                    .isEqualTo(at + 1);
                            missed += (int) (to - at);
                            at = to;
                        }
                    }
                    case "line" -> {
                        if (offset(message.path("id")) > before) {
                            Matcher line = LINE.matcher(message.path("text").asText());
                            assertThat(line.find()).as(message.toString()).isTrue();
                            assertThat(Integer.parseInt(line.group(1)))
                                    .as(message.toString())
                                    .isEqualTo((int) (++at - before));
                            lines++;
                        }
                    }
                    default -> {}
                }
            }
            return new Account(lines, missed);
        }

        /// Which line of the console it is.
        private static long offset(JsonNode id) {
            return Long.parseLong(id.asText().substring(id.asText().lastIndexOf('-') + 1));
        }
    }
}
