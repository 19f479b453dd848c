package io.vsgateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.rest.answer.Pieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryPageTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule());

    private final Feed<ConsoleLine> feed =
            new Feed<>("e1", 100, 1_000_000, line -> line.text().length());

    @Test
    void the_last_lines_come_oldest_first() {
        append(10);

        var page = read(3, null, null, null, null);

        assertThat(texts(page)).containsExactly("line 8", "line 9", "line 10");
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("oldest_id").asText()).isEqualTo("e1-1");
        assertThat(page.path("newest_id").asText()).isEqualTo("e1-10");
    }

    @Test
    void pages_go_backwards_with_before_and_forwards_with_after() {
        append(10);

        assertThat(texts(read(3, null, 8L, null, null)))
                .containsExactly("line 5", "line 6", "line 7");
        assertThat(texts(read(3, 7L, null, null, null)))
                .containsExactly("line 8", "line 9", "line 10");
        assertThat(read(3, 7L, null, null, null).path("has_more").asBoolean()).isFalse();
        assertThat(texts(read(2, 3L, 5L, null, null))).containsExactly("line 4");
        assertThat(read(2, 3L, null, null, null).path("has_more").asBoolean()).isTrue();
    }

    @Test
    void level_and_expression_choose_lines() {
        append(4);
        feed.append(line(Level.ERROR, "boom at 192.0.2.1"));

        assertThat(texts(read(9, null, null, "error", null))).containsExactly("boom at 192.0.2.1");
        assertThat(texts(read(9, null, null, null, "[23]$"))).containsExactly("line 2", "line 3");
    }

    @Test
    void a_redacted_view_cannot_be_searched_for_what_it_hides() {
        feed.append(line(Level.INFO, "from 192.0.2.1"));

        assertThat(texts(read(View.REDACTED, wanted(9, null, null, null, "192")))).isEmpty();
        assertThat(texts(read(View.REDACTED, wanted(9, null, null, null, "from"))))
                .containsExactly("from ***");
    }

    @Test
    void lines_that_are_gone_are_counted() {
        append(150);

        assertThat(read(1, 10L, null, null, null).path("missed").asInt()).isEqualTo(40);
    }

    @Test
    void an_empty_console_has_no_ids() {
        var page = read(5, null, null, null, null);

        assertThat(texts(page)).isEmpty();
        assertThat(page.path("newest_id").isNull()).isTrue();
    }

    @Test
    void an_unknown_level_is_refused() {
        assertThatThrownBy(() -> LineFilter.of("loud", null)).hasMessageContaining("level must be");
    }

    private void append(int count) {
        for (int i = 1; i <= count; i++) {
            feed.append(line(Level.INFO, "line " + i));
        }
    }

    /// Lines of which a turn writes some and not all.
    private void appendLong(int count) {
        for (int i = 1; i <= count; i++) {
            feed.append(line(Level.INFO, "line " + i + " " + "x".repeat(3000)));
        }
    }

    private static ConsoleLine line(Level level, String text) {
        return new ConsoleLine(Instant.EPOCH, LineSource.STDOUT, level, "", false, text);
    }

    @Test
    void before_a_line_of_another_run_there_is_nothing() {
        append(10);
        var before = new Position("e0", 5);

        var page =
                read(View.FULL, new HistoryPage.Wanted(3, null, before, LineFilter.of(null, null)));

        assertThat(texts(page)).isEmpty();
        assertThat(page.path("has_more").asBoolean()).isFalse();
        assertThat(page.path("newest_id").asText()).isEqualTo("e1-10");
    }

    @Test
    void behind_a_line_of_another_run_comes_all_that_is_remembered() {
        append(150);
        var after = new Position("e0", 5);

        var page =
                read(View.FULL, new HistoryPage.Wanted(2, after, null, LineFilter.of(null, null)));

        assertThat(texts(page)).containsExactly("line 51", "line 52");
        assertThat(page.path("missed").asInt()).isEqualTo(50);
    }

    @Test
    void a_page_that_is_under_way_is_no_reader_of_the_feed() {
        append(90);
        HistoryPage page = page(View.FULL, wanted(50, null, null, null, null), Long.MAX_VALUE);
        String unused = page.next();
        append(5);

        assertThat(feed.readers()).isZero();
        assertThat(feed.lag()).isZero();
    }

    @Test
    void lines_that_leave_the_memory_while_they_are_written_are_counted() throws IOException {
        appendLong(90);
        HistoryPage page = page(View.FULL, wanted(100, null, null, null, null), Long.MAX_VALUE);
        String begun = page.next();
        append(90);

        JsonNode read = JSON.readTree(begun + all(page));

        assertThat(texts(read)).hasSizeBetween(10, 89).last().asString().startsWith("line 90");
        assertThat(read.path("missed").asInt()).isEqualTo(90 - texts(read).size());
    }

    @Test
    void lines_that_leave_behind_the_last_one_written_are_asked_for_again() throws IOException {
        appendLong(90);
        HistoryPage page = page(View.FULL, wanted(100, 10L, null, null, null), Long.MAX_VALUE);
        String begun = page.next();
        append(150);

        JsonNode read = JSON.readTree(begun + all(page));

        assertThat(texts(read)).hasSizeBetween(1, 79).first().asString().startsWith("line 11");
        assertThat(read.path("missed").asInt()).isZero();
        assertThat(read.path("has_more").asBoolean()).isTrue();
        long last = 10 + texts(read).size();
        assertThat(read(1, last, null, null, null).path("missed").asLong()).isEqualTo(140 - last);
    }

    @Test
    void a_page_of_few_lines_is_of_one_moment() throws IOException {
        appendLong(90);
        HistoryPage page = page(View.FULL, wanted(60, null, null, null, null), Long.MAX_VALUE);
        String begun = page.next();
        append(150);

        JsonNode read = JSON.readTree(begun + all(page));

        assertThat(page.isOver()).isTrue();
        assertThat(texts(read)).hasSize(60).first().asString().startsWith("line 31 ");
        assertThat(read.path("missed").asInt()).isZero();
    }

    @Test
    void the_last_lines_are_those_of_the_moment_when_they_are_written() throws IOException {
        append(20);
        HistoryPage page = page(View.FULL, wanted(3, null, null, null, null), Long.MAX_VALUE);
        append(150);

        JsonNode read = JSON.readTree(all(page));

        assertThat(texts(read)).containsExactly("line 148", "line 149", "line 150");
        assertThat(read.path("missed").asInt()).isZero();
        assertThat(read.path("has_more").asBoolean()).isTrue();
    }

    @Test
    void a_page_whose_lines_all_leave_before_it_looks_is_asked_for_again() throws IOException {
        append(20);
        HistoryPage page = page(View.FULL, wanted(100, 10L, null, null, null), Long.MAX_VALUE);
        append(150);

        JsonNode read = JSON.readTree(all(page));

        assertThat(texts(read)).isEmpty();
        assertThat(read.path("missed").asInt()).isZero();
        assertThat(read.path("has_more").asBoolean()).isTrue();
    }

    @Test
    void it_gives_up_when_it_takes_too_long_and_before_it_has_written_anything() {
        for (int i = 0; i < 50; i++) {
            feed.append(line(Level.INFO, "x".repeat(10_000)));
        }
        HistoryPage page = page(View.FULL, wanted(10, null, null, null, "(.?){900}Q"), 1);

        assertThat(page.searches()).isTrue();
        assertThatThrownBy(() -> all(page)).isInstanceOf(Pieces.TooCostly.class);
    }

    @Test
    void a_page_is_made_in_pieces() {
        for (int i = 0; i < 50; i++) {
            feed.append(line(Level.INFO, "x".repeat(10_000)));
        }
        HistoryPage page = page(View.FULL, wanted(50, null, null, null, null), Long.MAX_VALUE);

        int longest = 0;
        while (!page.isOver()) {
            longest = Math.max(longest, page.next().length());
        }

        assertThat(longest).isBetween(1, 50_000);
    }

    private JsonNode read(
            int count,
            @Nullable Long after,
            @Nullable Long before,
            @Nullable String level,
            @Nullable String grep) {
        return read(View.FULL, wanted(count, after, before, level, grep));
    }

    private JsonNode read(View view, HistoryPage.Wanted wanted) {
        try {
            return JSON.readTree(all(page(view, wanted, Long.MAX_VALUE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String all(Pieces pieces) {
        var text = new StringBuilder();
        while (!pieces.isOver()) {
            text.append(pieces.next());
        }
        return text.toString();
    }

    private HistoryPage page(View view, HistoryPage.Wanted wanted, long mostNanos) {
        return new HistoryPage(feed, view, wanted, mostNanos, JSON);
    }

    private static HistoryPage.Wanted wanted(
            int count,
            @Nullable Long after,
            @Nullable Long before,
            @Nullable String level,
            @Nullable String grep) {
        return new HistoryPage.Wanted(
                count, position(after), position(before), LineFilter.of(level, grep));
    }

    private static @Nullable Position position(@Nullable Long offset) {
        return offset == null ? null : new Position("e1", offset);
    }

    private static List<String> texts(JsonNode page) {
        return page.path("lines").valueStream().map(line -> line.path("text").asText()).toList();
    }
}
