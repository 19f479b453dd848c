package io.vsgateway.it.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that RFC 6455 forbids, and some that it only allows: each gets its close code or a
/// message, and none of them an error or a stack trace in the log.
class FrameIT {
    private static final int FIN = FrameSocket.FIN,
            TEXT = FrameSocket.TEXT,
            CONTINUATION = FrameSocket.CONTINUATION;
    private static final int MAX_MESSAGE = 16 * 1024;
    private static final String CONSOLE =
            "/api/v1alpha1/console/ws?format=json&history_lines=1&api_key=" + GatewayProcess.ADMIN;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_MESSAGE_MAX_BYTES", "16K")
                        .demo("--rate 0 --start-time 10ms")
                        .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void no_frame_makes_a_noise_in_the_log_or_leaves_a_connection() {
        await().until(() -> Rest.of(gateway).metric("vs_connections") == 0);
        assertThat(gateway.complaints()).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a byte that is not UTF-8", 1007, masked(FIN | TEXT, 'a', 0xFF)),
                Arguments.of("an overlong sequence", 1007, masked(FIN | TEXT, 0xC0, 0xAF)),
                Arguments.of("half a surrogate pair", 1007, masked(FIN | TEXT, 0xED, 0xA0, 0x80)),
                Arguments.of(
                        "half a character at the end", 1007, masked(FIN | TEXT, 'a', 0xE2, 0x82)),
                Arguments.of(
                        "a character broken over two fragments",
                        1007,
                        join(masked(TEXT, 'a', 0xE2, 0x82), masked(FIN | CONTINUATION, 'b'))),
                Arguments.of(
                        "a byte that is not UTF-8, behind a good message",
                        1007,
                        join(masked(FIN | TEXT, '{', '}'), masked(FIN | TEXT, 'a', 0xFF))),
                Arguments.of("binary data", 1003, masked(FIN | FrameSocket.BINARY, 1, 2, 3)),
                Arguments.of(
                        "the first fragment of binary data",
                        1003,
                        masked(FrameSocket.BINARY, 1, 2, 3)),
                Arguments.of(
                        "one byte too many",
                        1009,
                        FrameSocket.masked(FIN | TEXT, new byte[MAX_MESSAGE + 1])),
                Arguments.of("a megabyte", 1009, FrameSocket.masked(FIN | TEXT, new byte[1 << 20])),
                Arguments.of(
                        "a frame of 2^62 bytes",
                        1009,
                        bytes(0x81, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0)),
                Arguments.of(
                        "a length with its highest bit set",
                        1002,
                        bytes(0x81, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0)),
                Arguments.of("an unmasked frame", 1002, bytes(0x81, 0x02, 'h', 'i')),
                Arguments.of("a reserved opcode", 1002, masked(FIN | 0x3, 'x')),
                Arguments.of("a reserved control opcode", 1002, masked(FIN | 0xB, 'x')),
                Arguments.of("a reserved bit", 1002, masked(FIN | 0x40 | TEXT, 'x')),
                Arguments.of("a fragmented ping", 1002, masked(FrameSocket.PING, 'x')),
                Arguments.of(
                        "a ping of 126 bytes",
                        1002,
                        FrameSocket.masked(FIN | FrameSocket.PING, new byte[126])),
                Arguments.of("a continuation of nothing", 1002, masked(FIN | CONTINUATION, 'x')),
                Arguments.of(
                        "text within a fragmented text",
                        1002,
                        join(masked(TEXT, 'a'), masked(FIN | TEXT, 'b'))),
                Arguments.of("a close frame of one byte", 1002, masked(FIN | FrameSocket.CLOSE, 3)),
                Arguments.of(
                        "a close frame with a code that must not be sent",
                        1002,
                        masked(FIN | FrameSocket.CLOSE, 3, 0xED)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("broken")
    void a_broken_frame_gets_its_close_code(String what, int code, byte[] frames) {
        try (Client client = admin()) {
            client.raw(frames);

            assertThat(client.closed().code()).isEqualTo(code);
        }
    }

    @Test
    void a_message_that_grows_too_big_over_many_fragments_is_closed_with_1009() {
        try (Client client = admin()) {
            byte[] kilobyte = new byte[1024];
            Arrays.fill(kilobyte, (byte) 'x');
            client.frame(TEXT, kilobyte);
            for (int i = 0; i < 16; i++) {
                client.frame(CONTINUATION, kilobyte);
            }

            assertThat(client.closed().code()).isEqualTo(1009);
        }
    }

    @Test
    void what_follows_a_refused_frame_is_not_heeded() {
        try (Client client = admin()) {
            client.raw(
                    join(
                            masked(FIN | FrameSocket.BINARY, 1),
                            FrameSocket.masked(
                                    FIN | TEXT,
                                    "/announce smuggled".getBytes(StandardCharsets.UTF_8))));

            assertThat(client.closed().code()).isEqualTo(1003);
        }
        try (Client other = admin()) {
            other.command("/announce after", "after");
            assertThat(other.until(m -> m.contains("Message to all in group 0: after")))
                    .noneMatch(m -> m.contains("smuggled"));
        }
    }

    @Test
    void a_fragmented_text_is_one_message_with_pings_between_its_parts()
            throws InterruptedException {
        try (Client client = admin()) {
            byte[] text =
                    "{\"type\":\"command\",\"content\":\"/announce zerlegt: Ж€🌩\",\"id\":\"f\"}"
                            .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                int opcode = i == 0 ? TEXT : CONTINUATION;
                client.frame(i == text.length - 1 ? FIN | opcode : opcode, new byte[] {text[i]});
                if (i == text.length / 2) {
                    client.frame(
                            FIN | FrameSocket.PING, "between".getBytes(StandardCharsets.UTF_8));
                }
            }

            assertThat(client.pong()).isEqualTo("between");
            client.expect("Message to all in group 0: zerlegt: Ж€🌩");
            client.leave();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 10_000})
    void empty_fragments_are_parts_of_a_message_as_all_others_are(int count)
            throws InterruptedException {
        try (Client client = admin()) {
            // Sixty-four and more, as that many messages that are lost would be one too many.
            for (int round = 0; round < (count > 1000 ? 1 : 70); round++) {
                client.frame(TEXT, new byte[0]);
                for (int i = 0; i < count; i++) {
                    client.frame(CONTINUATION, new byte[0]);
                }
                client.frame(
                        CONTINUATION, "{\"type\":\"command\",".getBytes(StandardCharsets.UTF_8));
                client.frame(CONTINUATION, new byte[0]);
                client.frame(
                        CONTINUATION,
                        "\"content\":\"/time\",\"id\":\"e\"}".getBytes(StandardCharsets.UTF_8));
                client.frame(FIN | CONTINUATION, new byte[0]);
                client.json(m -> m.path("id").asText().equals("e"));
            }
            client.leave();
        }
    }

    @Test
    void empty_fragments_without_an_end_are_a_message_that_is_too_big() {
        try (Client client = admin()) {
            client.frame(TEXT, new byte[0]);
            for (int i = 0; i < MAX_MESSAGE; i++) {
                client.frame(CONTINUATION, new byte[0]);
            }

            assertThat(client.closed().code()).isEqualTo(1009);
        }
    }

    @Test
    void an_empty_message_is_an_empty_command() {
        try (Client client = admin()) {
            client.frame(FIN | TEXT, new byte[0]);
            client.expect("\"rejected\"");
            client.frame(TEXT, new byte[0]);
            client.frame(FIN | CONTINUATION, new byte[0]);
            client.expect("\"rejected\"");
            client.leave();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("broken")
    void the_connection_ends_when_both_sides_have_closed(String what, int code, byte[] frames)
            throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            // Less than what a client that says nothing is given.
            socket.setSoTimeout(4000);
            var client = new FrameSocket(socket, 1024);
            client.ask("127.0.0.1", CONSOLE);
            client.answered();
            while (client.read().opcode() != TEXT) {}
            client.send(frames);
            FrameSocket.Frame last = client.read();
            while (last.opcode() != FrameSocket.CLOSE) {
                last = client.read();
            }
            assertThat(last.closed().code()).isEqualTo(code);
            client.send(FIN | FrameSocket.CLOSE, last.payload());

            assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void the_connection_ends_when_a_client_has_taken_its_leave() throws IOException {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(4000);
            var client = new FrameSocket(socket, 1024);
            client.ask("127.0.0.1", CONSOLE);
            client.answered();
            client.send(FIN | FrameSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    client.read();
                                }
                            })
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void the_largest_message_is_taken() {
        try (Client client = admin()) {
            client.send("/" + "x".repeat(MAX_MESSAGE - 1));

            client.expect("at most 1022 are allowed");
            client.leave();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"dance\"}",
                "{}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":\"command\"}",
                "{\"type\":\"command\",\"content\":7}",
                "{\"type\":\"command\",\"content\":\"/help\",\"id\":\"\"}",
                "{\"type\":\"command\",\"content\":\"/help\"} {}",
                "{\"type\":\"command\",\"content\":\"/help\"",
                "{\"type\":\"auth\"}",
                "[{\"type\":\"command\",\"content\":\"/help\"}]",
                "[]",
                "7",
                "-1.5e400",
                "true",
                "null",
                "\"/help\""
            })
    void json_that_is_no_message_gets_an_error_and_the_connection_stays(String text) {
        try (Client client = admin()) {
            client.send(text);

            assertThat(
                            client.json(m -> m.path("type").asText().equals("error"))
                                    .path("code")
                                    .asText())
                    .isIn("invalid_message", "unknown_type");
            client.command("/time", "still");
            assertThat(client.receipts("still")).endsWith("confirmed");
            client.leave();
        }
    }

    @Test
    void json_nested_ten_thousand_deep_gets_an_error() {
        try (Client client = admin()) {
            client.send("{\"type\":" + "[".repeat(10_000));

            client.expect("invalid_message");
            client.leave();
        }
    }

    private static Client admin() {
        return Client.console(
                gateway, "format=json&history_lines=1&api_key=" + GatewayProcess.ADMIN);
    }

    private static byte[] masked(int first, int... payload) {
        return FrameSocket.masked(first, bytes(payload));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
