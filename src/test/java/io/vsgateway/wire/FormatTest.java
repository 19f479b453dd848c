package io.vsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123456Z");

    @Test
    void a_line_as_text_bears_its_time_with_milliseconds_and_keeps_its_colours() {
        assertThat(Format.TEXT.encode(line("\u001b[31mred\u001b[0m", AT)))
                .isEqualTo("[2026-01-31T10:15:30.123Z] \u001b[31mred\u001b[0m");
        assertThat(Format.TEXT.encode(line("x", Instant.parse("2026-01-31T10:15:30Z"))))
                .isEqualTo("[2026-01-31T10:15:30.000Z] x");
    }

    @Test
    void a_line_as_json_has_all_its_fields_escaped() {
        assertThat(Format.JSON.encode(line("say \"hi\"\t\u001b[0m", AT)))
                .isEqualTo(
                        "{\"type\":\"line\",\"id\":\"e-1\",\"ts\":\"2026-01-31T10:15:30.123Z\","
                                + "\"stream\":\"stdout\",\"level\":\"info\",\"category\":\"Chat\","
                                + "\"text\":\"say \\\"hi\\\"\\t\\u001B[0m\"}");
    }

    @Test
    void a_gap_tells_first_last_and_count() {
        assertThat(Format.JSON.encode(new Frame.Gap(AT, "e-3", "e-9", 7, true)))
                .isEqualTo(
                        "{\"type\":\"gap\",\"from\":\"e-3\",\"to\":\"e-9\",\"count\":7,\"recovered\":true,"
                                + "\"ts\":\"2026-01-31T10:15:30.123Z\"}");
        assertThat(Format.TEXT.encode(new Frame.Gap(AT, "e-3", "e-9", 7, true)))
                .contains("7 lines were missed");
        assertThat(Format.TEXT.encode(new Frame.Gap(AT, "d-3", "e-2", 2, false)))
                .contains("restarted", "2 since");
    }

    @Test
    void receipts_states_errors_and_pings_are_objects() {
        assertThat(Format.JSON.encode(new Frame.Receipt(AT, "c1", "written", null, null)))
                .isEqualTo(
                        "{\"type\":\"receipt\",\"id\":\"c1\",\"status\":\"written\",\"ts\":\"2026-01-31T10:15:30.123Z\"}");
        assertThat(Format.JSON.encode(new Frame.Receipt(AT, "c1", "rejected", "empty", null)))
                .contains("\"reason\":\"empty\"");
        assertThat(Format.JSON.encode(new Frame.State(AT, "running")))
                .isEqualTo(
                        "{\"type\":\"state\",\"state\":\"running\",\"ts\":\"2026-01-31T10:15:30.123Z\"}");
        assertThat(Format.JSON.encode(new Frame.State(AT, "stopping", "save", AT.plusSeconds(30))))
                .contains("\"detail\":\"save\",\"until\":\"2026-01-31T10:16:00.123Z\"");
        assertThat(Format.JSON.encode(new Frame.Error(AT, ErrorCode.RATE_LIMITED, "slow down")))
                .contains("\"code\":\"rate_limited\"", "\"message\":\"slow down\"");
        assertThat(Format.JSON.encode(new Frame.Ping(AT))).startsWith("{\"type\":\"ping\"");
        assertThat(Format.JSON.encode(new Frame.Pong(AT, "p1")))
                .isEqualTo("{\"type\":\"pong\",\"id\":\"p1\",\"ts\":\"2026-01-31T10:15:30.123Z\"}");
        assertThat(Format.JSON.encode(new Frame.Pong(AT, null))).doesNotContain("id");
    }

    @Test
    void text_says_what_went_wrong_and_is_silent_about_what_went_well() {
        assertThat(Format.TEXT.encode(new Frame.Receipt(AT, "c1", "confirmed", null, null)))
                .isNull();
        assertThat(Format.TEXT.encode(new Frame.Ping(AT))).isNull();
        assertThat(Format.TEXT.encode(new Frame.Receipt(AT, "c1", "timed_out", "no echo", null)))
                .endsWith("command timed out: no echo");
        assertThat(
                        Format.TEXT.encode(
                                new Frame.Error(AT, ErrorCode.UNKNOWN_TYPE, "type is not known")))
                .endsWith("error: type is not known");
        assertThat(Format.TEXT.encode(new Frame.State(AT, "running")))
                .endsWith("the game is running");
        assertThat(Format.TEXT.encode(new Frame.State(AT, "stopping", "save", AT)))
                .endsWith("the game is stopping: save");
        assertThat(Format.TEXT.encode(new Frame.Pong(AT, "p1")))
                .isEqualTo("[2026-01-31T10:15:30.123Z vs-gateway] pong");
    }

    @Test
    void the_mark_of_the_gateway_stands_where_the_game_cannot_write() {
        var said = new Frame.Line("e-1", AT, Frame.Line.GATEWAY, "info", "", "started");
        String imitated = "[vs-gateway] started";

        assertThat(Format.TEXT.encode(said))
                .isEqualTo("[2026-01-31T10:15:30.123Z vs-gateway] started");
        assertThat(Format.textLine(AT, Frame.Line.GATEWAY, "started"))
                .isEqualTo(Format.TEXT.encode(said));
        assertThat(Format.TEXT.encode(line(imitated, AT)))
                .isEqualTo("[2026-01-31T10:15:30.123Z] [vs-gateway] started");
        assertThat(Format.textLine(AT, "stdout", imitated))
                .isEqualTo(Format.TEXT.encode(line(imitated, AT)));
    }

    @Test
    void a_piece_of_a_line_says_what_it_is() {
        var first =
                new Frame.Line("e-1", AT, "stdout", "info", "", "50%", false, true, false, null);
        var last =
                new Frame.Line("e-2", AT, "stdout", "info", "", "100%", true, false, false, null);

        assertThat(Format.JSON.encode(first)).endsWith("\"text\":\"50%\",\"partial\":true}");
        assertThat(Format.JSON.encode(last)).endsWith("\"text\":\"100%\",\"rest\":true}");
        assertThat(Format.TEXT.encode(last)).isEqualTo("[2026-01-31T10:15:30.123Z] 100%");
    }

    @Test
    void formats_are_found_by_their_lower_case_names() {
        assertThat(Format.named("json")).contains(Format.JSON);
        assertThat(Format.named("text")).contains(Format.TEXT);
        assertThat(Format.named("JSON")).isEmpty();
        assertThat(Format.named("xml")).isEmpty();
    }

    private static Frame.Line line(String text, Instant at) {
        return new Frame.Line("e-1", at, "stdout", "info", "Chat", text);
    }
}
