package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Executor SAME_THREAD = Runnable::run;

    private final Feed<String> feed = new Feed<>("e1", 5, 1000, String::length);

    @Test
    void history_and_live_entries_come_in_one_sequence() {
        append(1, 3);
        var cursor = feed.cursor(new Start.Last(2));

        append(4, 4);

        assertThat(cursor.read(10, 1000).entries()).containsExactly("2", "3", "4");
    }

    @Test
    void a_reader_of_nothing_but_live_entries_starts_at_the_end() {
        append(1, 3);
        var cursor = feed.cursor(new Start.Last(0));

        assertThat(cursor.isBehind()).isFalse();
        append(4, 4);

        assertThat(cursor.read(10, 1000).entries()).containsExactly("4");
    }

    @Test
    void a_resuming_reader_gets_what_came_after_the_entry_it_saw() {
        append(1, 4);

        var batch = feed.cursor(new Start.After(new Position("e1", 2))).read(10, 1000);

        assertThat(batch.gap()).isNull();
        assertThat(batch.position(0)).isEqualTo(new Position("e1", 3));
        assertThat(batch.entries()).containsExactly("3", "4");
    }

    @Test
    void a_reader_that_falls_behind_is_told_exactly_what_it_missed() {
        var cursor = feed.cursor(new Start.Last(0));
        append(1, 12);

        var batch = cursor.read(10, 1000);

        assertThat(batch.gap())
                .isEqualTo(new Gap(new Position("e1", 1), new Position("e1", 7), 7, true));
        assertThat(batch.entries()).containsExactly("8", "9", "10", "11", "12");
        assertThat(cursor.read(10, 1000).isEmpty()).isTrue();
    }

    @Test
    void a_reader_from_another_epoch_gets_all_that_is_remembered_and_is_told() {
        append(1, 7);

        var batch = feed.cursor(new Start.After(new Position("e0", 99))).read(10, 1000);

        assertThat(batch.gap())
                .isEqualTo(new Gap(new Position("e0", 99), new Position("e1", 2), 2, false));
        assertThat(batch.entries()).containsExactly("3", "4", "5", "6", "7");
    }

    @Test
    void a_reader_from_another_epoch_is_told_even_when_there_is_nothing_yet() {
        var cursor = feed.cursor(new Start.After(new Position("e0", 99)));

        assertThat(cursor.isBehind()).isTrue();
        assertThat(cursor.read(10, 1000).gap())
                .isEqualTo(new Gap(new Position("e0", 99), new Position("e1", 0), 0, false));
        assertThat(cursor.isBehind()).isFalse();
    }

    @Test
    void one_gap_tells_of_both_the_other_epoch_and_the_overrun_since() {
        append(1, 6);
        var cursor = feed.cursor(new Start.After(new Position("e0", 1)));
        append(7, 9);

        assertThat(cursor.read(10, 1000).gap())
                .isEqualTo(new Gap(new Position("e0", 1), new Position("e1", 4), 4, false));
    }

    @Test
    void a_position_beyond_the_end_is_the_end() {
        append(1, 2);
        var cursor = feed.cursor(new Start.After(new Position("e1", 50)));

        append(3, 3);

        assertThat(cursor.read(10, 1000).entries()).containsExactly("3");
    }

    @Test
    void the_memory_is_bounded_by_bytes_too() {
        var small = new Feed<String>("e1", 1000, 10, String::length);
        List.of("aaaa", "bbbb", "cccc", "dddd").forEach(small::append);

        assertThat(small.bytes()).isEqualTo(8);
        assertThat(small.oldest()).isEqualTo(3);
        assertThat(small.cursor(new Start.Last(9)).read(9, 1000).entries())
                .containsExactly("cccc", "dddd");
    }

    @Test
    void an_entry_larger_than_the_memory_is_remembered_alone() {
        var small = new Feed<String>("e1", 1000, 10, String::length);
        small.append("a");

        small.append("x".repeat(100));

        assertThat(small.cursor(new Start.Last(9)).read(9, 1000).entries())
                .containsExactly("x".repeat(100));
    }

    @Test
    void a_read_stops_behind_the_entry_that_reaches_its_bound() {
        List.of("aaaa", "bbbb", "cccc").forEach(feed::append);
        var cursor = feed.cursor(new Start.Last(9));

        assertThat(cursor.read(9, 5).entries()).containsExactly("aaaa", "bbbb");
        assertThat(cursor.read(9, 5).entries()).containsExactly("cccc");
    }

    @Test
    void bounds_that_are_not_positive_are_refused() {
        assertThatThrownBy(() -> new Feed<>("e1", 0, 1, String::length))
                .hasMessageContaining("0 entries");
        assertThatThrownBy(() -> new Feed<>("e1", 1, 0, String::length))
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> new Start.Last(-1)).hasMessageContaining("-1");
    }

    @Test
    void the_lag_is_that_of_the_slowest_reader_and_ends_with_it() {
        var fast = feed.cursor(new Start.Last(0));
        var slow = feed.cursor(new Start.Last(0));
        append(1, 9);
        fast.read(10, 1000);

        assertThat(feed.lag()).isEqualTo(9);
        slow.close();
        assertThat(feed.lag()).isZero();
        fast.close();
        assertThat(feed.readers()).isZero();
    }

    @Test
    void a_stream_gives_no_more_batches_than_were_asked_for() {
        append(1, 2);
        var reader = new Asking();
        feed.stream(new Start.Last(9), SAME_THREAD).subscribe().withSubscriber(reader);

        assertThat(reader.seen).isEmpty();
        reader.subscription.request(1);
        append(3, 4);
        assertThat(reader.seen).containsExactly("1", "2");

        reader.subscription.request(1);
        assertThat(reader.seen).containsExactly("1", "2", "3", "4");
    }

    @Test
    void a_cancelled_stream_leaves_nothing_behind() {
        var reader = new Asking();
        feed.stream(new Start.Last(9), SAME_THREAD).subscribe().withSubscriber(reader);
        reader.subscription.request(5);
        assertThat(feed.readers()).isOne();
        assertThat(feed.waiting()).isOne();

        reader.subscription.cancel();

        assertThat(feed.readers()).isZero();
        assertThat(feed.waiting()).isZero();
        append(1, 1);
        assertThat(reader.seen).isEmpty();
    }

    @Test
    void a_request_that_is_not_positive_is_an_error() {
        var reader = new Asking();
        feed.stream(new Start.Last(9), SAME_THREAD).subscribe().withSubscriber(reader);

        reader.subscription.request(0);

        assertThat(reader.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(feed.readers()).isZero();
    }

    private void append(int first, int last) {
        IntStream.rangeClosed(first, last).mapToObj(Integer::toString).forEach(feed::append);
    }

    private static final class Asking implements Flow.Subscriber<Batch<String>> {
        final List<String> seen = new ArrayList<>();
        Flow.Subscription subscription;
        Throwable failure;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Batch<String> batch) {
            seen.addAll(batch.entries());
        }

        @Override
        public void onError(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void onComplete() {
            throw new AssertionError("a feed has no end");
        }
    }
}
