package io.vsgateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Level;
import io.vsgateway.game.Stream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final Feed<ConsoleLine> feed =
            new Feed<>("e1", 100, 1_000_000, line -> line.text().length());

    @Test
    void the_last_lines_come_oldest_first() {
        append(10);

        var page = read(3, null, null, null, null);

        assertThat(texts(page)).containsExactly("line 8", "line 9", "line 10");
        assertThat(page.hasMore()).isTrue();
        assertThat(page.oldestId()).isEqualTo("e1-1");
        assertThat(page.newestId()).isEqualTo("e1-10");
    }

    @Test
    void pages_go_backwards_with_before_and_forwards_with_after() {
        append(10);

        assertThat(texts(read(3, null, 8L, null, null)))
                .containsExactly("line 5", "line 6", "line 7");
        assertThat(texts(read(3, 7L, null, null, null)))
                .containsExactly("line 8", "line 9", "line 10");
        assertThat(read(3, 7L, null, null, null).hasMore()).isFalse();
        assertThat(texts(read(2, 3L, 5L, null, null))).containsExactly("line 4");
        assertThat(read(2, 3L, null, null, null).hasMore()).isTrue();
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
        var history = new History(feed, View.REDACTED);

        assertThat(history.read(page(9, null, null, null, "192")).lines()).isEmpty();
        assertThat(history.read(page(9, null, null, null, "from")).lines().getFirst().text())
                .isEqualTo("from ***");
    }

    @Test
    void lines_that_are_gone_are_counted() {
        append(150);

        assertThat(read(1, 10L, null, null, null).missed()).isEqualTo(40);
    }

    @Test
    void an_empty_console_has_no_ids() {
        var page = read(5, null, null, null, null);

        assertThat(page.lines()).isEmpty();
        assertThat(page.newestId()).isNull();
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

    private static ConsoleLine line(Level level, String text) {
        return new ConsoleLine(Instant.EPOCH, Stream.STDOUT, level, "", false, text);
    }

    private ConsoleRecord.History read(
            int count,
            @Nullable Long after,
            @Nullable Long before,
            @Nullable String level,
            @Nullable String grep) {
        return new History(feed, View.FULL).read(page(count, after, before, level, grep));
    }

    private static History.Page page(
            int count,
            @Nullable Long after,
            @Nullable Long before,
            @Nullable String level,
            @Nullable String grep) {
        return new History.Page(
                count, position(after), position(before), LineFilter.of(level, grep));
    }

    private static @Nullable Position position(@Nullable Long offset) {
        return offset == null ? null : new Position("e1", offset);
    }

    private static List<String> texts(ConsoleRecord.History page) {
        return page.lines().stream().map(ConsoleRecord.Line::text).toList();
    }
}
