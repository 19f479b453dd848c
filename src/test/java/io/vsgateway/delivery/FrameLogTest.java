package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.FrameSlice;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    private static final int MAX = 256 * 1024;

    private final Feed<String> feed = new Feed<>("e1", 10_000, 64_000_000, String::length);
    private final Words words = new Words();
    private final FrameLog<String> log = new FrameLog<>(feed, words, Window.LARGE);

    @Test
    void consecutive_entries_come_as_frames_in_one_slice() {
        append("a", "bb", "ccc");

        FrameSlice slice = log.read(1, MAX);

        assertThat(slice.entries()).isEqualTo(3);
        assertThat(messages(slice.bytes())).containsExactly("1 a", "2 bb", "3 ccc");
    }

    @Test
    void all_sizes_of_frame_headers_are_right() {
        for (int size : List.of(0, 100, 122, 123, 124, 200, 65_532, 65_533, 65_534, 300_000)) {
            append("x".repeat(size));
        }

        var seen = new ArrayList<Integer>();
        for (long next = 1; next <= 10; ) {
            FrameSlice slice = log.read(next, MAX);
            messages(slice.bytes())
                    .forEach(message -> seen.add(message.length() - message.indexOf(' ') - 1));
            next += slice.entries();
        }

        assertThat(seen)
                .containsExactly(0, 100, 122, 123, 124, 200, 65_532, 65_533, 65_534, 300_000);
    }

    @Test
    void text_beyond_ascii_is_counted_in_bytes() {
        append("Игрок 漢字 🎲".repeat(10));

        assertThat(messages(log.read(1, MAX).bytes()))
                .containsExactly("1 " + "Игрок 漢字 🎲".repeat(10));
    }

    @Test
    void a_slice_is_as_large_as_asked_for_but_has_one_frame_at_least() {
        append("a".repeat(50), "b".repeat(50), "c".repeat(50));

        assertThat(log.read(1, 110).entries()).isEqualTo(2);
        assertThat(log.read(1, 10).entries()).isEqualTo(1);
        assertThat(log.read(3, 10).entries()).isEqualTo(1);
    }

    @Test
    void nothing_new_is_nothing() {
        assertThat(log.read(1, MAX)).isNull();
        append("a");
        assertThat(log.read(2, MAX)).isNull();
    }

    @Test
    void frames_are_made_once_for_all_readers() {
        append("a", "b");
        log.read(1, MAX);
        int made = words.made;

        log.read(1, MAX);
        log.read(2, MAX);

        assertThat(words.made).isEqualTo(made).isEqualTo(2);
    }

    @Test
    void an_entry_without_words_is_told_as_missing_and_all_others_keep_their_places() {
        append("a", "unspeakable", "c");

        assertThat(messages(log.read(1, MAX).bytes())).containsExactly("1 a", "gap of 1", "3 c");
        append("d");
        assertThat(messages(log.read(4, MAX).bytes())).containsExactly("4 d");
        assertThat(messages(log.read(3, MAX).bytes())).containsExactly("3 c", "4 d");
    }

    @Test
    void behind_a_failure_no_entry_stands_in_the_place_of_another_one() {
        append("a", "b", "fatal", "d", "e");
        assertThatThrownBy(() -> log.read(1, MAX)).isInstanceOf(OutOfMemoryError.class);

        append("f", "g");

        assertThat(messages(log.read(6, MAX).bytes())).containsExactly("6 f", "7 g");
        // Who was behind has to read the feed.
        assertThat(log.read(3, MAX)).isNull();
        assertThat(log.read(5, MAX)).isNull();
        assertThat(messages(log.read(1, MAX).bytes())).containsExactly("1 a", "2 b");
    }

    @Test
    void an_entry_before_the_window_is_not_there() {
        append("a", "b", "c");
        log.read(3, MAX);

        assertThat(log.read(1, MAX)).isNull();
        assertThat(messages(log.read(3, MAX).bytes())).containsExactly("3 c");
    }

    @Test
    void a_window_that_nobody_read_for_long_begins_anew() {
        append("a");
        log.read(1, MAX);
        append("b", "c", "d");

        assertThat(messages(log.read(4, MAX).bytes())).containsExactly("4 d");
        assertThat(log.read(2, MAX)).isNull();
    }

    @Test
    void the_window_is_bounded_and_keeps_the_newest() {
        for (int i = 0; i < 200; i++) {
            append("x".repeat(100_000));
            log.read(i + 1, MAX).bytes().release();
        }

        assertThat(log.read(1, MAX)).isNull();
        assertThat(log.read(200, MAX)).isNotNull();
    }

    @Test
    void memory_grows_with_what_is_in_it_and_goes_with_the_last_follower() {
        log.join();
        log.join();
        append("a");
        log.read(1, MAX).bytes().release();
        assertThat(log.capacity()).isEqualTo(2048);
        for (int i = 2; i <= 400; i++) {
            append("x".repeat(1000));
            log.read(i, MAX).bytes().release();
        }
        assertThat(log.capacity()).isBetween(400_000, 1_000_000);

        log.leave();
        assertThat(log.capacity()).isPositive();
        log.leave();

        assertThat(log.capacity()).isZero();
        log.join();
        append("again");
        assertThat(messages(log.read(401, MAX).bytes())).containsExactly("401 again");
    }

    @Test
    void a_small_window_is_kept() {
        var small = new FrameLog<>(feed, words, new Window(10_000, 512, 256 * 1024));
        for (int i = 1; i <= 100; i++) {
            append("x".repeat(1000));
            small.read(i, MAX).bytes().release();
        }

        assertThat(small.capacity()).isLessThanOrEqualTo(20_000);
        assertThat(small.read(100, MAX)).isNotNull();
        assertThat(small.read(50, MAX)).isNull();
    }

    @Test
    void what_the_feed_forgot_is_forgotten_here_too() {
        var small = new Feed<String>("e1", 2, 64_000_000, String::length);
        var frames = new FrameLog<>(small, new Words(), Window.LARGE);
        for (int i = 0; i < 20; i++) {
            small.append("x".repeat(100_000));
            frames.read(i + 1, MAX).bytes().release();
        }

        assertThat(frames.read(10, MAX)).isNull();
    }

    @Test
    void of_an_entry_that_was_replaced_no_frame_is_left() {
        var sparse =
                Feed.<String>ofOrder(new Position("e1", 0), 10_000, 64_000_000, String::length);
        var own = new FrameLog<>(sparse, words, Window.LARGE);
        for (int i = 1; i <= 3; i++) {
            sparse.append(i * 10L, "secret" + i);
        }
        ByteBuf sent = own.read(1, MAX).bytes();

        assertThat(sparse.replace(20, "gone")).isTrue();
        sparse.append(40, "new");

        assertThat(messages(sent)).containsExactly("10 secret1", "20 secret2", "30 secret3");
        assertThat(messages(own.read(2, MAX).bytes()))
                .containsExactly("20 gone", "30 secret3", "40 new");
        assertThat(own.read(1, MAX)).isNull();
        assertThat(messages(own.read(4, MAX).bytes())).containsExactly("40 new");
    }

    @Test
    void memory_that_is_still_being_sent_stays_whole() {
        append("first");
        FrameSlice sending = log.read(1, MAX);
        for (int i = 2; i < 100; i++) {
            append("x".repeat(200_000));
            log.read(i, MAX).bytes().release();
        }

        assertThat(log.read(1, MAX)).isNull();
        assertThat(messages(sending.bytes())).containsExactly("1 first");
        sending.bytes().release();
        assertThat(sending.bytes().refCnt()).isZero();
    }

    @Test
    void random_readers_see_every_entry_in_order() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var world = new Feed<String>("e1", 1 + random.nextInt(500), 1_000_000, String::length);
            var frames = new FrameLog<>(world, new Words(), Window.LARGE);
            long[] next = new long[3];
            java.util.Arrays.fill(next, 1);
            long appended = 0;
            for (int step = 0; step < 300; step++) {
                for (int i = random.nextInt(20); i > 0; i--) {
                    world.append("y".repeat(random.nextInt(2000)));
                    appended++;
                }
                int reader = random.nextInt(3);
                FrameSlice slice = frames.read(next[reader], 1 + random.nextInt(MAX));
                if (slice == null) {
                    next[reader] = Math.max(next[reader], world.oldest());
                    continue;
                }
                for (String message : messages(slice.bytes())) {
                    assertThat(message).as("seed %d", seed).startsWith(next[reader]++ + " ");
                }
                slice.bytes().release();
            }
            assertThat(next[0]).isLessThanOrEqualTo(appended + 1);
        }
    }

    private void append(String... entries) {
        List.of(entries).forEach(feed::append);
    }

    /// Reads unmasked text frames as RFC 6455, 5.2, lays them out.
    static List<String> messages(ByteBuf frames) {
        var messages = new ArrayList<String>();
        ByteBuf in = frames.duplicate();
        while (in.isReadable()) {
            assertThat(in.readUnsignedByte()).isEqualTo((short) 0x81);
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
                assertThat(length).isGreaterThanOrEqualTo(126);
            } else if (length == 127) {
                length = in.readLong();
                assertThat(length).isGreaterThanOrEqualTo(65_536);
            }
            messages.add(in.readCharSequence((int) length, StandardCharsets.UTF_8).toString());
        }
        return messages;
    }

    private static final class Words implements Encoder<String> {
        int made;

        @Override
        public String encode(Position position, String entry) {
            made++;
            if (entry.equals("fatal")) {
                throw new OutOfMemoryError("a failure that the test wants");
            }
            if (entry.equals("unspeakable")) {
                throw new IllegalStateException("no words for this");
            }
            return position.offset() + " " + entry;
        }

        @Override
        public String encode(Gap gap) {
            return "gap of " + gap.count();
        }
    }
}
