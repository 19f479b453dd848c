package io.vsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway writes, the client reads.
class ConsoleFramesTest {
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123Z");
    private static final String TS = "2026-01-31T10:15:30.123Z";

    private static ConsoleEvent read(String json) {
        try {
            return ConsoleFrames.parse(JsonMapper.builder().build().readTree(json));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ConsoleEvent through(Frame frame) {
        return read(Format.JSON.encode(frame));
    }

    @Test
    void a_line_keeps_all_of_its_fields() {
        var line =
                (ConsoleEvent.Line)
                        through(new Frame.Line("e-7", AT, "stdout", "warn", "Chat", "grüße"));

        assertThat(line.id()).isEqualTo("e-7");
        assertThat(line.ts()).isEqualTo(TS);
        assertThat(line.stream()).isEqualTo("stdout");
        assertThat(line.level()).isEqualTo("warn");
        assertThat(line.category()).isEqualTo("Chat");
        assertThat(line.text()).isEqualTo("grüße");
        assertThat(line.json().path("type").asText()).isEqualTo("line");
    }

    @Test
    void a_gap_tells_what_is_missing() {
        assertThat(through(new Frame.Gap(AT, "e-1", "e-3", 3, false)))
                .isEqualTo(new ConsoleEvent.Gap(TS, "e-1", "e-3", 3, false));
    }

    @Test
    void receipts_errors_and_pings_are_read() {
        assertThat(through(new Frame.Receipt(AT, "c1", "rejected", "no", null)))
                .isEqualTo(new ConsoleEvent.Receipt(TS, "c1", "rejected", "no", null));
        assertThat(through(new Frame.Receipt(AT, "c1", "written", null, null)))
                .isEqualTo(new ConsoleEvent.Receipt(TS, "c1", "written", null, null));
        assertThat(through(new Frame.Error(AT, ErrorCode.RATE_LIMITED, "slow down")))
                .isEqualTo(new ConsoleEvent.Error(TS, "rate_limited", "slow down"));
        assertThat(through(new Frame.Ping(AT))).isEqualTo(new ConsoleEvent.Ping(TS));
        assertThat(read("{\"type\":\"pong\",\"id\":\"p1\",\"ts\":\"" + TS + "\"}"))
                .isEqualTo(new ConsoleEvent.Pong(TS, "p1"));
    }

    @Test
    void a_state_may_say_more() {
        assertThat(read("{\"type\":\"state\",\"state\":\"running\",\"ts\":\"" + TS + "\"}"))
                .isEqualTo(new ConsoleEvent.State(TS, "running", null, null));
        assertThat(
                        read(
                                "{\"type\":\"state\",\"state\":\"stopping\",\"detail\":\"SIGTERM\","
                                        + "\"until\":\"soon\",\"ts\":\"x\"}"))
                .isEqualTo(new ConsoleEvent.State("x", "stopping", "SIGTERM", "soon"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"new\"}", "{}", "[]", "7", "null", "{\"type\":{}}"})
    void what_a_newer_gateway_may_send_is_passed_over(String json) {
        assertThat(read(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirmed", "timed_out", "rejected"})
    void these_receipts_are_the_last(String status) {
        assertThat(new ConsoleEvent.Receipt(TS, "c", status, null, null).isFinal()).isTrue();
        assertThat(new ConsoleEvent.Receipt(TS, "c", "written", null, null).isFinal()).isFalse();
    }
}
