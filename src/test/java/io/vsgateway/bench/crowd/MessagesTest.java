package io.vsgateway.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.bench.socket.Handshake;
import io.vsgateway.bench.socket.Notice;
import io.vsgateway.bench.socket.Target;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the crowd understands of the messages it gets, as the gateway itself writes them.
class MessagesTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String TEXT = "21.11.2026 05:50:00 [Server Notification] ";

    private final TickReader ticks = new TickReader();

    @ParameterizedTest
    @EnumSource
    void ticks_are_found_in_both_formats(Format format) {
        for (String id : new String[] {"e-9", "e-10"}) {
            assertThat(read(line(format, id, TEXT + "tick seq=12 t=1795240193000000007 xxx")))
                    .isTrue();
            assertThat(ticks.seq()).isEqualTo(12);
            assertThat(ticks.time()).isEqualTo(1_795_240_193_000_000_007L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tick",
                "tick seq=",
                "tick seq=12",
                "tick seq=12 t",
                "Handling Console Command /demo ticks 1 2"
            })
    void other_lines_are_none(String text) {
        read(line(Format.TEXT, "e-1", TEXT + "tick seq=1 t=2 xxx"));

        assertThat(read(text)).isFalse();
        assertThat(read(line(Format.TEXT, "e-1", TEXT + text))).isFalse();
    }

    private boolean read(String message) {
        byte[] bytes = ("??" + message + "99").getBytes(StandardCharsets.UTF_8);
        return ticks.read(bytes, 2, bytes.length - 2);
    }

    private static String line(Format format, String id, String text) {
        return format.encode(new Frame.Line(id, NOW, "stdout", "info", "Notification", text));
    }

    @ParameterizedTest
    @EnumSource
    void gaps_are_understood_in_both_formats(Format format) {
        String gap = format.encode(new Frame.Gap(NOW, "e-1", "e-17", 17, true));

        assertThat(Notice.of(gap)).isEqualTo(new Notice.Gap(17));
        assertThat(Notice.of(line(format, "e-1", "17 lines were missed here")))
                .isEqualTo(new Notice.Other());
        assertThat(Notice.of(line(format, "e-1", "[vs-gateway] 17 lines were missed here")))
                .isEqualTo(new Notice.Other());
        assertThat(Notice.of(line(format, "e-1", gap))).isEqualTo(new Notice.Other());
    }

    @Test
    void states_and_receipts_are_understood_in_json() {
        assertThat(Notice.of(Format.JSON.encode(new Frame.State(NOW, "running"))))
                .isEqualTo(new Notice.State("running"));
        assertThat(
                        Notice.of(
                                Format.JSON.encode(
                                        new Frame.Receipt(
                                                NOW, "b1", "rejected", "no \"such\"", null))))
                .isEqualTo(new Notice.Receipt("b1", "rejected", "no \"such\""));
        assertThat(Notice.of("{\"type\":\"gap\",\"count\":")).isEqualTo(new Notice.Other());
        assertThat(Notice.of("{\"type\":\"gap\",\"count\":\"x\"}")).isEqualTo(new Notice.Other());
    }

    @Test
    void a_handshake_is_answered_when_its_head_has_ended() throws Exception {
        byte[] answer =
                ("HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);

        for (int end = 0; end < answer.length; end++) {
            assertThat(Handshake.answer(answer, 0, end)).isEqualTo(-1);
        }
        assertThat(Handshake.answer(answer, 0, answer.length)).isEqualTo(answer.length);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 403 Forbidden, 403 Forbidden",
        "HTTP/1.1 101 Switching Protocols, does not fit",
        "SSH-2.0, SSH",
    })
    void a_refused_handshake_says_why(String head, String why) {
        byte[] answer = (head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Handshake.answer(answer, 0, answer.length))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
        byte[] endless = new byte[20_000];
        assertThatThrownBy(() -> Handshake.answer(endless, 0, endless.length))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_target_is_a_plain_websocket_address() {
        assertThat(Target.of("ws://localhost:8080", "k"))
                .isEqualTo(new Target("localhost", 8080, "k"));
        assertThat(Target.of("ws://localhost:8080/", "k")).hasToString("ws://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:80",
                "http://h:1",
                "wss://h:1",
                "ws://h",
                "ws://h:0",
                "ws://h:70000",
                "ws://h:1/x",
                "ws://h:1?a=b",
                "ws://u@h:1",
                "ws://a b:1"
            })
    void any_other_address_is_refused(String url) {
        assertThatThrownBy(() -> Target.of(url, "k")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_cannot_smuggle_a_header_in() {
        assertThatThrownBy(() -> new Target("h", 1, "k\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
