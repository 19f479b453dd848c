package io.vsgateway.game.tail;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logs with NULs, byte order marks and two bytes a letter.
class HoleyLogTest extends FollowedLogs {
    private static final long TERABYTE = 1L << 40;

    private Path log;

    @BeforeEach
    void name() {
        log = logs.resolve("server.log");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 5000, 5_000_000, TERABYTE})
    void a_hole_at_the_beginning_is_no_text_when_the_gateway_starts(long hole) throws IOException {
        put(hole, "1\n2\n3\n");

        follow(2, log);
        awaitLines("2", "3");
        append(log, "4\n");

        awaitLines("2", "3", "4");
        assertThat(seen.earlier()).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 5000, TERABYTE})
    void a_log_that_is_all_history_and_begins_with_a_hole_begins_with_its_first_line(long hole)
            throws IOException {
        put(hole, "1\n2\n");

        follow(100, log);

        awaitLines("1", "2");
    }

    @ParameterizedTest
    @ValueSource(longs = {5000, 5_000_000, TERABYTE})
    void a_hole_that_comes_while_the_log_is_followed_is_left_out_and_told(long hole)
            throws IOException {
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        put(2 + hole, "2\n");
        awaitLines("1", "2");
        append(log, "3\n");

        awaitLines("1", "2", "3");
        assertThat(seen.notices)
                .containsExactly(log + " has a hole: " + hole + " NULs are left out");
    }

    @Test
    void a_hole_ends_the_line_before_it() throws IOException {
        append(log, "1\nunfinished");
        follow("60s", log);
        awaitLines("1");

        put(TERABYTE, "2\n");

        awaitLines("1", "unfinished", "2");
    }

    @Test
    void a_few_nuls_are_text() throws IOException {
        append(log, "1\n");
        follow(100, log);
        awaitLines("1");

        append(log, "a\0\0b\n\0\n");

        awaitLines("1", "a␀␀b", "␀");
    }

    @Test
    void room_that_is_reserved_for_a_log_is_read_when_it_is_written_to() throws IOException {
        put(0, "1\n");
        put(TERABYTE, "\0");

        follow(100, log);
        awaitLines("1");
        put(2, "2\n3");
        awaitLines("1", "2", "~3");
        put(5, "3\n");

        awaitLines("1", "2", "~3", "3");
        assertThat(seen.notices).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_no_text() throws IOException {
        append(log, "\uFEFF1\n");
        follow(100, log);
        awaitLines("1");

        truncate(log);
        await().until(() -> !seen.notices.isEmpty());
        append(log, "\uFEFF2\n");

        awaitLines("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16-le", "utf-16-be"})
    void a_log_in_utf_16_has_history_and_goes_on(String charset) throws IOException {
        Charset coding = charset.endsWith("le") ? UTF_16LE : UTF_16BE;
        // Letters that have the bytes of a line break in them.
        Files.write(log, "\uFEFF0\nĊ ਊ1\r\n2Ā\n".getBytes(coding));

        followIn(charset, 2, log);
        awaitLines("Ċ ਊ1", "2Ā");
        Files.write(log, "Игрок\nĀ".getBytes(coding), StandardOpenOption.APPEND);

        awaitLines("Ċ ਊ1", "2Ā", "Игрок", "~Ā");
        assertThat(seen.earlier()).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16-le", "utf-16-be"})
    void a_hole_in_a_log_in_utf_16_does_not_tear_its_letters(String charset) throws IOException {
        Charset coding = charset.endsWith("le") ? UTF_16LE : UTF_16BE;
        Files.write(log, "\uFEFF1\n".getBytes(coding));
        followIn(charset, 100, log);
        awaitLines("1");

        put(TERABYTE, "A2\n".getBytes(coding));
        awaitLines("1", "A2");
        put(2 * TERABYTE, "ĀĊ\n".getBytes(coding));

        awaitLines("1", "A2", "ĀĊ");
    }

    private void put(long place, String text) throws IOException {
        put(place, bytes(text));
    }

    private void put(long place, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int _ = channel.write(ByteBuffer.wrap(bytes), place);
        }
    }
}
