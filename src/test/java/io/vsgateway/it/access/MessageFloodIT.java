package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients that send as much as they can, and read nothing of what comes back: neither the heap nor
/// the log grows with them.
@Tag("alone")
class MessageFloodIT {
    private static final int FIN = FrameSocket.FIN, TEXT = FrameSocket.TEXT;
    private static final String CONSOLE =
            "/api/v1alpha1/console/ws?format=json&history_lines=1&api_key=";
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with().java("-Xmx96m").demo("--rate 0 --start-time 10ms").start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void the_gateway_is_as_it_was() {
        await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void ten_thousand_pings_get_as_many_pongs() {
        try (Client client = Client.admin(gateway)) {
            var pings = new ByteArrayOutputStream();
            for (int i = 0; i < 10_000; i++) {
                pings.writeBytes(
                        FrameSocket.masked(
                                FIN | FrameSocket.PING,
                                ("p" + i).getBytes(StandardCharsets.UTF_8)));
            }
            client.raw(pings.toByteArray());

            await().until(() -> client.pongs() == 10_000);
            client.command("/time", "after");
            assertThat(client.receipts("after")).endsWith("confirmed");
            client.leave();
        }
    }

    @Test
    void pings_of_a_client_that_does_not_read_do_not_pile_up_answers() throws InterruptedException {
        try (Client flooder = nonReader()) {
            byte[] payload = new byte[125];
            var pings = new ByteArrayOutputStream();
            for (int i = 0; i < 10_000; i++) {
                pings.writeBytes(FrameSocket.masked(FIN | FrameSocket.PING, payload));
            }
            // 2 million pings of 131 bytes: more than twice the whole heap.
            for (int i = 0; i < 200; i++) {
                flooder.raw(pings.toByteArray());
            }
            flooder.frame(FIN | FrameSocket.PING, "last".getBytes(StandardCharsets.UTF_8));

            flooder.read();

            String pong = flooder.pong();
            while (pong != null && !pong.equals("last")) {
                pong = flooder.pong();
            }
            assertThat(pong).as("of the pings that waited, the latest is answered").isNotNull();
            flooder.leave();
        }
    }

    @Test
    void commands_of_a_client_that_does_not_read_the_receipts_end_with_a_close() {
        try (Client flooder = nonReader()) {
            var commands = new ByteArrayOutputStream();
            for (int i = 0; i < 3000; i++) {
                commands.writeBytes(
                        FrameSocket.masked(
                                FIN | TEXT,
                                "{\"type\":\"dance\"}".getBytes(StandardCharsets.UTF_8)));
            }
            try {
                for (int i = 0; i < 200; i++) {
                    flooder.raw(commands.toByteArray());
                }
            } catch (UncheckedIOException _) {
                // dropped already
            }
            await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
        }
    }

    @Test
    void a_caller_who_was_not_let_in_cannot_make_a_noise_either() {
        for (int i = 0; i < 8; i++) {
            try (Client nobody = Client.console(gateway, "api_key=wrong")) {
                try {
                    nobody.raw(FrameSocket.masked(FIN | TEXT, bytes(0xFF)))
                            .raw(bytes(0x83, 0x80, 0, 0, 0, 0));
                } catch (UncheckedIOException _) {
                    // closed already
                }
                assertThat(nobody.closed().code()).isIn(4001, 1002, 1007, 1006);
            }
        }
    }

    @Test
    void a_caller_who_waits_for_the_refusal_cannot_fill_the_memory() {
        byte[] message = FrameSocket.masked(FIN | TEXT, new byte[100_000]);
        for (int attempt = 0; attempt < 10; attempt++) {
            // The refusals after the first ones are held back for a while.
            try (Client nobody = Client.connect(gateway.port(), CONSOLE + "wrong", false)) {
                try {
                    // Twice the heap.
                    for (int i = 0; i < 2000; i++) {
                        nobody.raw(message);
                    }
                } catch (UncheckedIOException _) {
                    // dropped
                }
            }
        }
        try (Client client = Client.admin(gateway)) {
            client.command("/time", "t");
            assertThat(client.receipts("t")).endsWith("confirmed");
            client.leave();
        }
    }

    private static Client nonReader() {
        return Client.connect(gateway.port(), CONSOLE + GatewayProcess.ADMIN, false, 4096);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
