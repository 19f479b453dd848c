package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A feed that continues one that is elsewhere: none of its offsets is left out.
class CopiedFeedTest {
    private final Feed<String> feed = Feed.ofCopy(new Position("e1", 100), 3, 1000, String::length);

    private void append(long... offsets) {
        for (long offset : offsets) {
            feed.append(offset, Long.toString(offset));
        }
    }

    private Batch<String> after(long offset) {
        return feed.cursor(new Start.After(new Position("e1", offset))).read(9, 1000);
    }

    @Test
    void who_comes_from_before_what_is_remembered_is_told_how_many_are_missing() {
        append(101, 102, 103, 104, 105);

        Batch<String> batch = after(100);

        assertThat(batch.gap())
                .isEqualTo(new Gap(new Position("e1", 101), new Position("e1", 102), 2, true));
        assertThat(batch.entries()).containsExactly("103", "104", "105");
    }

    @Test
    void a_reader_that_is_overrun_is_told_how_many_are_missing() {
        append(101);
        Cursor<String> reader = feed.cursor(new Start.Last(1));
        append(102, 103, 104, 105);

        assertThat(reader.read(9, 1000).gap())
                .isEqualTo(new Gap(new Position("e1", 101), new Position("e1", 102), 2, true));
    }

    @Test
    void who_is_ahead_gets_nothing_twice() {
        append(101, 102);
        Cursor<String> ahead = feed.cursor(new Start.After(new Position("e1", 104)));

        append(103, 104);
        assertThat(ahead.isBehind()).isFalse();
        assertThat(ahead.read(9, 1000).isEmpty()).isTrue();
        append(105);

        assertThat(ahead.isBehind()).isTrue();
        Batch<String> batch = ahead.read(9, 1000);
        assertThat(batch.entries()).containsExactly("105");
        assertThat(batch.position(0)).isEqualTo(new Position("e1", 105));
    }

    @Test
    void what_nobody_has_is_told_as_a_gap_with_its_count_also_to_who_is_ahead() {
        append(101, 102);
        Cursor<String> reader = feed.cursor(new Start.After(new Position("e1", 101)));
        Cursor<String> ahead = feed.cursor(new Start.After(new Position("e1", 105)));

        feed.lose(110);
        append(111, 112);

        assertThat(reader.read(9, 1000).gap())
                .isEqualTo(new Gap(new Position("e1", 102), new Position("e1", 110), 9, true));
        assertThat(reader.read(9, 1000).isEmpty()).isTrue();
        Batch<String> batch = ahead.read(9, 1000);
        assertThat(batch.gap())
                .isEqualTo(new Gap(new Position("e1", 106), new Position("e1", 110), 5, true));
        assertThat(batch.entries()).containsExactly("111", "112");
    }

    @Test
    void another_epoch_is_told_with_what_of_it_is_missing() {
        append(101, 102);
        Cursor<String> reader = feed.cursor(new Start.Last(0));

        feed.restart(new Position("e2", 7));
        append(8);

        Batch<String> batch = reader.read(9, 1000);
        assertThat(batch.gap())
                .isEqualTo(new Gap(new Position("e1", 102), new Position("e2", 7), 7, false));
        assertThat(batch.position(0)).isEqualTo(new Position("e2", 8));
    }

    @Test
    void an_entry_is_found_by_its_offset_also_in_another_epoch() {
        append(101, 102);
        assertThat(feed.at(102)).isEqualTo("102");
        assertThat(feed.oldest()).isEqualTo(101);

        feed.restart(new Position("e2", 7));
        append(8, 9);

        assertThat(feed.oldest()).isEqualTo(8);
        assertThat(feed.at(9)).isEqualTo("9");
        Search<String> search = Search.back(feed, 10, 1, 9, _ -> true);
        while (!search.isOver()) {
            search.look(Long.MAX_VALUE);
        }
        assertThat(search.count()).isEqualTo(2);
        assertThat(search.found(1)).isEqualTo(9);
    }

    @Test
    void history_before_a_place_beyond_the_end_ends_at_the_end() {
        append(101, 102);

        assertThat(feed.before(500, 2).entries()).containsExactly("101", "102");
    }
}
