package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A feed that holds a part of somebody's order: its offsets rise, with holes between them.
class OrderedFeedTest {
    private final Feed<String> feed =
            Feed.ofOrder(new Position("e1", 100), 3, 1000, String::length);

    @Test
    void entries_stand_where_the_writer_put_them() {
        append(105, 110, 111);

        Batch<String> batch = feed.cursor(new Start.Last(9)).read(9, 1000);

        assertThat(batch.entries()).containsExactly("105", "110", "111");
        assertThat(batch.position(1)).isEqualTo(new Position("e1", 110));
        assertThat(feed.end()).isEqualTo(new Position("e1", 111));
        assertThat(feed.lastOffset()).isEqualTo(111);
    }

    @Test
    void who_comes_back_goes_on_behind_what_was_seen_wherever_that_was() {
        append(105, 110, 115);

        assertThat(after(105)).isEqualTo("110 115");
        assertThat(after(107)).isEqualTo("110 115");
        assertThat(after(115)).isEmpty();
        assertThat(after(999)).isEmpty();
        assertThat(after(100)).isEqualTo("105 110 115");
    }

    @Test
    void an_entry_that_is_replaced_is_read_no_more_and_has_the_same_place() {
        append(105, 110, 115);
        Cursor<String> reader = feed.cursor(new Start.Last(9));

        assertThat(feed.replace(110, "x")).isTrue();

        assertThat(feed.bytes()).isEqualTo(7);
        assertThat(feed.revision()).isEqualTo(1);
        assertThat(reader.read(9, 1000).entries()).containsExactly("105", "x", "115");
        assertThat(after(105)).isEqualTo("x 115");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99, 100, 105, 109, 111, 119, 121, 999})
    void what_is_not_remembered_is_not_replaced(long offset) {
        append(105, 110, 115, 120);

        assertThat(feed.replace(offset, "x")).isFalse();
        assertThat(feed.revision()).isZero();
        assertThat(after(105)).isEqualTo("110 115 120");
    }

    @Test
    void who_comes_from_before_the_feed_is_told_that_something_may_be_missing() {
        append(105);

        assertThat(after(99)).isEqualTo("[e1-100..e1-100 of -1 true] 105");
    }

    @Test
    void who_claims_to_have_seen_what_never_was_begins_anew() {
        append(105, 110);
        var claimed = new Position("e1", 999);

        assertThat(told(feed.detachedCursor(new Start.Anew(claimed))))
                .isEqualTo("[e1-999..e1-100 of -1 false] 105 110");
    }

    @Test
    void who_comes_from_before_what_is_remembered_is_told_so() {
        append(105, 110, 115, 120, 125);

        assertThat(after(104)).isEqualTo("[e1-105..e1-110 of -1 true] 115 120 125");
        assertThat(after(110)).isEqualTo("115 120 125");
        assertThat(after(109)).isEqualTo("[e1-110..e1-110 of -1 true] 115 120 125");
    }

    @Test
    void who_was_there_and_was_too_slow_is_told_exactly_how_many_were_missed() {
        append(105);
        Cursor<String> reader = feed.cursor(new Start.Last(1));
        reader.read(1, 1000);
        append(110, 115, 120, 125, 130);

        assertThat(told(reader)).isEqualTo("[e1-106..e1-115 of 2 true] 120 125 130");
    }

    @Test
    void an_offset_that_does_not_rise_is_refused_and_changes_nothing() {
        append(105);

        assertThatThrownBy(() -> append(105)).hasMessageContaining("105 is not behind 105");
        assertThatThrownBy(() -> append(100)).hasMessageContaining("100 is not behind 105");
        assertThatThrownBy(() -> feed.append("x")).isInstanceOf(IllegalStateException.class);

        assertThat(after(100)).isEqualTo("105");
    }

    @Test
    void a_feed_that_counts_takes_no_offsets_and_no_other_epoch() {
        var counting = new Feed<>("e1", 3, 1000, String::length);

        assertThatThrownBy(() -> counting.append(7, "x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> counting.restart(new Position("e2", 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_read_stops_before_what_lies_behind_its_bound() {
        append(105, 110, 115);
        Cursor<String> reader = feed.cursor(new Start.Last(9));

        assertThat(reader.nextOffset()).isEqualTo(105);
        assertThat(reader.read(9, 1000, 104).entries()).isEmpty();
        assertThat(reader.read(9, 1000, 112).entries()).containsExactly("105", "110");
        assertThat(reader.nextOffset()).isEqualTo(115);
        assertThat(reader.read(9, 1000, 115).entries()).containsExactly("115");
        assertThat(reader.nextOffset()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void appending_wakes_nobody_before_the_writer_rings() {
        var woken = new AtomicInteger();
        feed.awaitAppend(Runnable::run, woken::incrementAndGet);

        append(105);
        assertThat(woken).hasValue(0);

        feed.ring();
        assertThat(woken).hasValue(1);
    }

    @Test
    void old_entries_go_and_who_had_not_read_them_is_told() {
        append(105, 110, 115);
        Cursor<String> reader = feed.cursor(new Start.After(new Position("e1", 105)));

        feed.forgetWhile(entry -> Integer.parseInt(entry) <= 110);
        assertThat(feed.count()).isEqualTo(1);
        assertThat(feed.oldest()).isEqualTo(3);
        assertThat(feed.bytes()).isEqualTo(3);
        assertThat(told(reader)).isEqualTo("[e1-106..e1-110 of 1 true] 115");

        feed.forgetWhile(_ -> true);
        assertThat(feed.count()).isZero();
        assertThat(feed.bytes()).isZero();
        assertThat(feed.end()).isEqualTo(new Position("e1", 115));
        assertThat(after(114)).isEqualTo("[e1-115..e1-115 of -1 true] ");
        append(120);
        assertThat(told(reader)).isEqualTo("120");
    }

    @Test
    void one_may_look_at_the_newest_before_a_place() {
        append(105, 110, 115);

        assertThat(feed.before(200, 2).entries()).containsExactly("110", "115");
        assertThat(feed.before(115, 9).entries()).containsExactly("105", "110");
        assertThat(feed.before(112, 1).entries()).containsExactly("110");
        assertThat(feed.before(105, 9).entries()).isEmpty();
        append(120);
        assertThat(feed.before(111, 9).entries()).containsExactly("110");
        assertThat(feed.before(1, 9).entries()).isEmpty();
    }

    @Test
    void it_says_whether_all_is_remembered_since() {
        assertThat(feed.remembersAllSince(new Position("e1", 100))).isTrue();
        assertThat(feed.remembersAllSince(new Position("e1", 99))).isFalse();
        append(105, 110, 115, 120);
        assertThat(feed.remembersAllSince(new Position("e1", 105))).isTrue();
        assertThat(feed.remembersAllSince(new Position("e1", 104))).isFalse();
        assertThat(feed.remembersAllSince(new Position("e0", 105))).isFalse();
    }

    @Test
    void another_epoch_begins_in_place_and_everybody_is_told() {
        append(105, 110);
        Cursor<String> there = feed.cursor(new Start.Last(0));
        Cursor<String> behind = feed.cursor(new Start.Last(2));

        feed.restart(new Position("e2", 7));

        assertThat(there.isBehind()).isTrue();
        assertThat(there.isUntold()).isTrue();
        assertThat(told(there)).isEqualTo("[e1-110..e2-7 of -1 false] ");
        feed.append(8, "8");
        assertThat(told(there)).isEqualTo("8");
        assertThat(told(behind)).isEqualTo("[e1-110..e2-7 of -1 false] 8");
        assertThat(feed.end()).isEqualTo(new Position("e2", 8));
        assertThat(after(110)).isEqualTo("[e1-110..e2-7 of -1 false] 8");
    }

    @Test
    void who_slept_through_two_epochs_is_told_once() {
        append(105);
        Cursor<String> reader = feed.cursor(new Start.Last(0));
        feed.restart(new Position("e2", 0));
        feed.append(1, "one");
        feed.restart(new Position("e3", 0));
        feed.append(1, "uno");

        assertThat(told(reader)).isEqualTo("[e2-1..e3-0 of -1 false] uno");
        assertThat(reader.isBehind()).isFalse();
    }

    /// Against a list that forgets nothing: each reader sees all in order, or is told the gap.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_happens_every_entry_is_read_or_in_a_gap(long seed) {
        var random = new Random(seed);
        Feed<String> world =
                Feed.ofOrder(new Position("e1", 0), 1 + random.nextInt(20), 60, String::length);
        var all = new ArrayList<Long>();
        var cursors = new ArrayList<Cursor<String>>();
        var seen = new ArrayList<Long>();
        long offset = 0;
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    offset += 1 + random.nextInt(4);
                    world.append(offset, Long.toString(offset));
                    all.add(offset);
                }
                case 2 -> {
                    long from = random.nextLong(offset + 1);
                    cursors.add(world.cursor(new Start.After(new Position("e1", from))));
                    seen.add(from);
                }
                case 3 -> {
                    long old = offset - random.nextInt(40);
                    world.forgetWhile(entry -> Long.parseLong(entry) < old);
                }
                default -> {
                    if (!cursors.isEmpty()) {
                        int who = random.nextInt(cursors.size());
                        long upTo = offset - random.nextInt(5);
                        seen.set(who, checked(cursors.get(who), seen.get(who), upTo, all));
                    }
                }
            }
        }
        for (int who = 0; who < cursors.size(); who++) {
            long end = seen.get(who);
            while (cursors.get(who).isBehind()) {
                end = checked(cursors.get(who), end, Long.MAX_VALUE, all);
            }
            assertThat(end).isEqualTo(offset);
        }
    }

    private static long checked(Cursor<String> cursor, long before, long upTo, List<Long> all) {
        long seen = before;
        long next = cursor.nextOffset();
        Batch<String> batch = cursor.read(3, 20, upTo);
        if (batch.gap() instanceof Gap gap) {
            assertThat(next).isIn(0L, seen + 1);
            assertThat(gap.recovered()).isTrue();
            assertThat(gap.from().offset()).isEqualTo(seen + 1);
            long to = gap.to().offset();
            if (gap.isCounted()) {
                long from = seen;
                assertThat(gap.count())
                        .isEqualTo(all.stream().filter(o -> o > from && o <= to).count());
            }
            seen = to;
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            long from = seen;
            long expected = all.stream().filter(o -> o > from).findFirst().orElseThrow();
            assertThat(batch.offset(i)).isEqualTo(expected).isLessThanOrEqualTo(upTo);
            assertThat(batch.entries().get(i)).isEqualTo(Long.toString(expected));
            if (i == 0 && batch.gap() == null) {
                assertThat(next).isEqualTo(expected);
            }
            seen = expected;
        }
        return seen;
    }

    private void append(long... offsets) {
        for (long offset : offsets) {
            feed.append(offset, Long.toString(offset));
        }
    }

    private String after(long offset) {
        return told(feed.detachedCursor(new Start.After(new Position("e1", offset))));
    }

    private static String told(Cursor<String> cursor) {
        Batch<String> batch = cursor.read(9, 1000);
        String gap = "";
        if (batch.gap() instanceof Gap told) {
            gap =
                    "[%s..%s of %d %s] "
                            .formatted(
                                    told.from().id(),
                                    told.to().id(),
                                    told.count(),
                                    told.recovered());
        }
        return gap + String.join(" ", batch.entries());
    }
}
