package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Delays;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a writer of several feeds of one order promises.
abstract class OrderedContract {
    final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final Delays delays = new Delays();
    final Traffic traffic = new Traffic(delays);
    private final Map<String, FrameLog<String>> logs = new HashMap<>();
    private int memory = 100;
    private long order;
    private long end;
    private OrderedOutbound outbound;

    /// One that reads no further than [#endOfOrder].
    abstract OrderedOutbound outbound();

    /// What was written since the last call.
    abstract List<String> written();

    /// Whether the client takes something.
    abstract void takes(boolean anything);

    abstract void end(OrderedOutbound writer);

    long endOfOrder() {
        return end;
    }

    @BeforeEach
    void begin() {
        outbound = outbound();
    }

    @AfterEach
    void end() {
        end(outbound);
    }

    @Test
    void what_several_feeds_remember_comes_in_the_common_order() {
        publish("a");
        publish("b");
        publish("a");
        publish("c");
        publish("b");

        follow("a", 0);
        follow("b", 0);
        follow("c", 0);
        outbound.write();

        assertThat(written()).containsExactly("a1", "b2", "a3", "c4", "b5");
    }

    @Test
    void what_comes_then_comes_in_it_too() {
        follow("a", 0);
        follow("b", 0);
        outbound.write();

        publish("a");
        publish("b");
        publish("a");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("a1", "b2", "a3");
    }

    @Test
    void an_entry_of_several_feeds_is_written_once() {
        publish("a", "b");
        publish("b");
        publish("a", "b", "c");
        follow("a", 0);
        follow("b", 0);
        outbound.write();
        publish("b", "a");
        channel.runPendingTasks();

        assertThat(written().stream().map(one -> one.substring(1)))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void what_the_client_has_from_elsewhere_is_not_written() {
        publish("a");
        follow("a", 3);
        follow("b", 3);
        outbound.skipTo(new Position("e1", 3));
        outbound.write();

        publish("a");
        publish("b");
        publish("b");
        publish("a");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("b4", "a5");
    }

    @Test
    void nor_is_it_where_one_of_the_feeds_tells_that_its_epoch_is_another() {
        publish("a");
        follow("a", 3);
        outbound.follow(log("b"), new Start.After(new Position("e0", 9)), _ -> true);
        outbound.skipTo(new Position("e1", 3));
        outbound.write();

        publish("a");
        publish("b");
        publish("b");
        publish("a");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("gap b 9..0", "b4", "a5");
    }

    @Test
    void how_long_an_entry_took_is_noted_once_for_each_that_is_written() {
        follow("a", 0);
        follow("b", 0);
        outbound.write();

        placed(1, "a", "b");
        publish("a", "b");
        placed(2, "b");
        publish("b");
        channel.runPendingTasks();

        assertThat(written()).hasSize(2);
        assertThat(delays.take(null).getTotalCount()).isEqualTo(2);
    }

    @Test
    void it_is_noted_when_a_slow_one_takes_it() {
        follow("a", 0);
        outbound.write();
        takes(false);
        publish("a");
        channel.runPendingTasks();
        delays.take(null);
        placed(2, "a");
        publish("a");
        channel.runPendingTasks();
        assertThat(delays.take(null).getTotalCount()).isZero();

        takes(true);
        outbound.write();
        channel.runPendingTasks();

        assertThat(delays.take(null).getTotalCount()).isOne();
    }

    @Test
    void it_is_not_noted_of_what_was_there_before_the_reader() {
        placed(1, "a");
        publish("a");

        follow("a", 0);
        outbound.write();

        assertThat(written()).containsExactly("a1");
        assertThat(delays.take(null).getTotalCount()).isZero();
    }

    private void placed(long offset, String... feeds) {
        delays.placed(offset, Stream.of(feeds).map(this::feed).toList());
    }

    @Test
    void nothing_beyond_the_end_is_written_before_the_end_moves() {
        follow("a", 0);
        follow("b", 0);
        outbound.write();

        feed("a").append(++order, "a" + order);
        feed("a").ring();
        channel.runPendingTasks();
        assertThat(written()).isEmpty();

        // Another entry gets the place before, as it were: the end moves when all have theirs.
        end = order;
        feed("a").ring();
        channel.runPendingTasks();
        assertThat(written()).containsExactly("a1");
    }

    @Test
    void one_that_was_too_slow_is_told_the_gap_of_each_feed() {
        memory = 2;
        follow("a", 0);
        follow("b", 0);
        outbound.write();
        takes(false);
        for (int i = 0; i < 8; i++) {
            publish(i % 2 == 0 ? "a" : "b");
        }
        channel.runPendingTasks();

        takes(true);
        outbound.write();
        channel.runPendingTasks();

        assertThat(written()).containsSubsequence("a5", "b6", "a7", "b8").anyMatch(isGap());
        assertThat(traffic.gaps()).isPositive();
    }

    /// Or else who is cut off behind them, and comes back, would never be told.
    @Test
    void a_gap_is_told_before_what_comes_behind_it_in_other_feeds() {
        memory = 2;
        takes(false);
        follow("a", 0);
        follow("b", 0);
        outbound.write();
        publish("a");
        publish("a");
        publish("b");
        publish("a");
        publish("a");
        takes(true);
        outbound.write();
        channel.runPendingTasks();

        assertThat(written()).containsExactly("gap a 1..2", "b3", "a4", "a5");
    }

    @Test
    void so_is_what_is_missing_since_a_reader_was_here_last() {
        memory = 2;
        for (int i = 0; i < 5; i++) {
            publish("a");
        }
        publish("b");
        outbound.follow(log("b"), new Start.After(new Position("e0", 9)), _ -> true);
        follow("a", 1);
        outbound.write();
        channel.runPendingTasks();

        List<String> seen = written();
        assertThat(seen.subList(0, 2)).allMatch(isGap());
        assertThat(seen.subList(2, 5)).containsExactly("a4", "a5", "b6");
    }

    /// Others who read fast have had frames made of what the feed has forgotten since.
    @Test
    void what_only_the_frames_remember_does_not_come_out_of_order() {
        memory = 3;
        OrderedOutbound fast = outbound();
        fast.follow(log("a"), after(0), _ -> true);
        fast.write();
        follow("a", 0);
        follow("b", 0);
        outbound.write();
        written();
        takes(false);
        for (int i = 0; i < 20; i++) {
            publish(i % 4 == 3 ? "b" : "a");
            log("a").read(i - i / 4, 1000);
        }
        channel.runPendingTasks();
        end(fast);
        written();
        takes(true);
        outbound.write();
        channel.runPendingTasks();

        var numbers =
                written().stream()
                        .filter(isGap().negate())
                        .map(one -> Integer.parseInt(one.substring(1)))
                        .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().endsWith(19, 20);
    }

    @Test
    void one_that_is_followed_behind_a_pause_is_heard_at_once() {
        follow("a", 0);
        outbound.write();
        outbound.pause(Stream.of("first").iterator(), () -> follow("b", 0));
        channel.runPendingTasks();
        assertThat(written()).containsExactly("first");

        publish("b");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("b1");
    }

    @Test
    void what_is_not_for_all_is_for_those_who_want_it() {
        outbound.follow(log("a"), after(0), one -> !one.contains("not-me"));
        outbound.write();

        publishTexts("a", "x1", "!not-me", "!me", "x4", "!not-me");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("x1", "!me", "x4");
    }

    @Test
    void a_feed_that_is_followed_no_longer_is_quiet() {
        Followed a = outbound.follow(log("a"), after(0), _ -> true);
        follow("b", 0);
        outbound.write();
        publish("a");
        channel.runPendingTasks();
        a.end();
        a.end();

        publish("a");
        publish("b");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("a1", "b3");
        assertThat(feed("a").readers()).isZero();
        assertThat(log("a").capacity()).isZero();
    }

    @Test
    void the_feeds_wait_for_what_goes_first_and_go_on_from_where_they_stood() {
        follow("a", 0);
        outbound.write();
        publish("a");
        channel.runPendingTasks();

        takes(false);
        outbound.pause(Stream.of("first", "second").iterator(), () -> follow("b", 1));
        publish("a");
        publish("b");
        channel.runPendingTasks();
        takes(true);
        outbound.write();
        channel.runPendingTasks();

        assertThat(written()).containsExactly("a1", "first", "second", "a2", "b3");
    }

    @Test
    void a_message_comes_when_all_that_there_was_has_been_written() {
        takes(false);
        publish("a");
        publish("b");
        follow("a", 0);
        follow("b", 0);
        outbound.whenCaughtUp("caught up");
        publish("a");
        takes(true);
        outbound.write();
        channel.runPendingTasks();
        publish("b");
        channel.runPendingTasks();

        assertThat(written()).containsExactly("a1", "b2", "caught up", "a3", "b4");
    }

    @Test
    void it_comes_at_once_where_there_was_nothing() {
        follow("a", 0);
        outbound.whenCaughtUp("caught up");
        outbound.write();

        assertThat(written()).containsExactly("caught up");
    }

    @Test
    void at_the_end_nothing_is_left() {
        follow("a", 0);
        follow("b", 0);
        outbound.write();
        publish("a", "b");
        channel.runPendingTasks();
        written();

        end(outbound);
        channel.runPendingTasks();
        publish("a");
        channel.runPendingTasks();

        assertThat(written()).isEmpty();
        assertThat(feed("a").readers() + feed("b").readers()).isZero();
        assertThat(feed("a").waiting() + feed("b").waiting()).isZero();
    }

    /// Random entries in random feeds, for one who takes them now and then, and follows now these
    /// and now those.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_happens_the_order_rises_and_what_is_missing_is_told(long seed) {
        var random = new Random(seed);
        memory = 3 + random.nextInt(20);
        String[] names = {"a", "b", "c", "d", "e"};
        var followed = new HashMap<String, Followed>();
        var since = new HashMap<String, Long>();
        var seen = new ArrayList<String>();
        for (int step = 0; step < 3_000; step++) {
            String name = names[random.nextInt(names.length)];
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> publish(name);
                case 3 -> publish(name, names[random.nextInt(names.length)]);
                case 4 -> takes(random.nextInt(3) > 0);
                case 5 -> {
                    channel.runPendingTasks();
                    outbound.write();
                }
                case 6 -> {
                    if (!followed.containsKey(name)) {
                        followed.put(name, follow(name, end));
                        since.put(name, end);
                    }
                }
                default -> {
                    if (random.nextInt(10) == 0 && followed.containsKey(name)) {
                        followed.remove(name).end();
                        since.remove(name);
                    }
                }
            }
            seen.addAll(written());
        }
        takes(true);
        for (int i = 0; i < 50; i++) {
            outbound.write();
            channel.runPendingTasks();
            seen.addAll(written());
        }

        long last = 0;
        for (String one : seen) {
            if (!isGap().test(one)) {
                long offset = Long.parseLong(one.substring(1));
                assertThat(offset).isGreaterThan(last);
                last = offset;
            }
        }
        for (Map.Entry<String, Long> one : since.entrySet()) {
            assertNothingIsMissing(one.getKey(), one.getValue(), seen);
        }
    }

    private void assertNothingIsMissing(String name, long since, List<String> seen) {
        var numbers = seen.stream().filter(isGap().negate()).map(one -> one.substring(1)).toList();
        for (int offset = (int) since + 1; offset <= order; offset++) {
            if (everything.getOrDefault(offset, List.of()).contains(name)) {
                long at = offset;
                boolean isTold =
                        numbers.contains(Integer.toString(offset))
                                || seen.stream()
                                        .filter(isGap())
                                        .map(one -> one.split("[ .]+"))
                                        .anyMatch(gap ->
                                                gap[1].equals(name)
                                                        && Long.parseLong(gap[2]) <= at
                                                        && at <= Long.parseLong(gap[3]));
                assertThat(isTold).as("%s%d", name, offset).isTrue();
            }
        }
    }

    private final Map<Integer, List<String>> everything = new HashMap<>();

    private static Predicate<String> isGap() {
        return one -> one.startsWith("gap");
    }

    private Followed follow(String name, long offset) {
        return outbound.follow(log(name), after(offset), _ -> true);
    }

    private static Start after(long offset) {
        return new Start.After(new Position("e1", offset));
    }

    private FrameLog<String> log(String name) {
        return logs.computeIfAbsent(
                name,
                _ -> {
                    Feed<String> feed =
                            Feed.ofOrder(new Position("e1", 0), memory, 64_000_000, String::length);
                    return new FrameLog<>(
                            feed, new Words(name), Window.LARGE, one -> !one.startsWith("!"));
                });
    }

    private Feed<String> feed(String name) {
        return log(name).feed();
    }

    private void publish(String... names) {
        order++;
        List<String> distinct = Stream.of(names).distinct().toList();
        distinct.forEach(name -> feed(name).append(order, name + order));
        everything.put((int) order, distinct);
        end = order;
        distinct.forEach(name -> feed(name).ring());
    }

    private void publishTexts(String name, String... texts) {
        for (String text : texts) {
            feed(name).append(++order, text);
            end = order;
            feed(name).ring();
        }
    }

    private record Words(String name) implements Encoder<String> {
        @Override
        public String encode(Position position, String entry) {
            return entry;
        }

        @Override
        public String encode(Gap gap) {
            return "gap %s %d..%d".formatted(name, gap.from().offset(), gap.to().offset());
        }
    }
}
