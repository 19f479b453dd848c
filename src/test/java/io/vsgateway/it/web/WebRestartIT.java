package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsGame;
import io.vsgateway.it.RealGame;
import io.vsgateway.it.Rest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The web console, and somebody who is connected to a real game, while the gateway restarts in
/// place again and again.
@Tag("jar-only")
@NeedsGame("freeciv")
@Timeout(400)
class WebRestartIT extends WebContract {
    private static final int RESTARTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GATEWAY = "/api/v1alpha1/gateway";

    @Test
    void a_player_stays_connected_and_an_open_console_shows_no_gap() throws Exception {
        try (RealGame game = RealGame.of("freeciv");
                GatewayProcess gateway =
                        game.gateway()
                                .set("VS_HTTP_PORT", Integer.toString(FreePort.get()))
                                .set("VS_GAME_IO", "files")
                                .set(
                                        "VS_GAME_PATTERNS_READY",
                                        "Now accepting new client connections")
                                .set("VS_GAME_PATTERNS_ECHO", "^(> )*(?P<command>.*)$")
                                .set("VS_GAME_STOP_COMMAND", "quit")
                                .start()) {
            Rest rest = Rest.of(gateway);
            // High enough for all lines to be seen at once.
            WebPage page =
                    watched(
                                    browser()
                                            .open(
                                                    "http://127.0.0.1:" + gateway.port() + "/",
                                                    1280,
                                                    4000,
                                                    ColorScheme.DARK))
                            .signedIn()
                            .awaitState("running");
            // One who does not answer to the game's pings is else sent away after a minute.
            page.send("set pingtimeout 900");
            page.awaitReceipt("set pingtimeout 900", "confirmed");
            long pid = rest.get("/api/v1alpha1/server").path("pid").asLong();
            try (Socket player = new Socket(InetAddress.getLoopbackAddress(), game.port())) {
                for (int i = 1; i <= RESTARTS; i++) {
                    Instant before = startedAt(rest);
                    assertThat(rest.request().post(GATEWAY + "/restart").statusCode())
                            .isEqualTo(202);
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .ignoreExceptions()
                            .until(() -> startedAt(rest).isAfter(before));
                    page.awaitLive().awaitState("running");
                    page.send("lua cmd log.normal(\"after restart " + i + ".\")");
                    page.awaitLine("after restart " + i + ".");
                }

                assertThat(isConnected(player)).isTrue();
            }
            assertThat(rest.get("/api/v1alpha1/server").path("pid").asLong()).isEqualTo(pid);
            List<String> rows = page.rows();
            assertThat(rows).noneMatch(row -> row.contains("skipped"));
            assertThat(rows)
                    .filteredOn(row -> row.contains("after restart") && !row.contains("lua cmd"))
                    .extracting(row -> row.replaceFirst(".*after restart (\\d+)\\..*", "$1"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, RESTARTS).mapToObj(String::valueOf).toList());
        }
    }

    @Override
    boolean isWanted(String complaint) {
        // While the gateway is away.
        return complaint.contains("net::ERR_CONNECTION_REFUSED")
                || complaint.startsWith("WebSocket connection to ");
    }

    private static Instant startedAt(Rest rest) {
        return Instant.parse(rest.get(GATEWAY).path("started_at").asText());
    }

    /// Whether the other side has not closed it.
    private static boolean isConnected(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        }
    }
}
