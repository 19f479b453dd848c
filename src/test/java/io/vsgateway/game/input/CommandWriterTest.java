package io.vsgateway.game.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.GameEvent;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.supervision.Receipts;
import io.vsgateway.game.supervision.ShellGame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandWriterTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch inWrite = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<CommandWriter> opened = new ArrayList<>();

    @AfterEach
    void end() {
        released.countDown();
        opened.forEach(writer -> writer.close("the test has ended"));
        timer.shutdownNow();
    }

    private CommandWriter writer(GameInput input, String... settings) {
        GameSettings all =
                GivenSettings.game(
                        Stream.concat(Arrays.stream(ShellGame.DEFAULTS), Arrays.stream(settings))
                                .toArray(String[]::new));
        var writer = CommandWriter.open("test-stdin", input, all.input(), timer);
        opened.add(writer);
        return writer;
    }

    private void record(byte[] line) {
        written.add(new String(line, StandardCharsets.UTF_8));
    }

    // As a game that does not read its input.
    private void block(byte[] line) throws IOException {
        inWrite.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        record(line);
    }

    private static Receipts submit(CommandWriter writer, String command) {
        var receipts = new Receipts();
        writer.submit("a", command, receipts);
        return receipts;
    }

    private static Receipts submitOf(String sender, CommandWriter writer, String command) {
        var receipts = new Receipts();
        writer.submit(sender, command, receipts);
        return receipts;
    }

    @Test
    void a_command_is_accepted_written_and_confirmed_by_its_echo() {
        CommandWriter writer = writer(this::record);
        Receipts help = submit(writer, "/help");
        await().until(() -> help.now().contains("written"));

        writer.offer(new GameEvent.Echoed("something else"), 7);
        writer.offer(new GameEvent.Echoed("/help"), 7);

        assertThat(help.now()).containsExactly("accepted", "written", "confirmed");
        assertThat(written).containsExactly("/help\n");
    }

    @Test
    void an_echo_that_is_faster_than_the_return_of_the_write_confirms_after_written() {
        var echoing = new CompletableFuture<CommandWriter>();
        CommandWriter writer = writer(_ -> echoing.join().offer(new GameEvent.Echoed("/help"), 7));
        echoing.complete(writer);

        Receipts help = submit(writer, "/help");

        assertThat(help.atEnd()).containsExactly("accepted", "written", "confirmed");
    }

    @Test
    void who_sends_much_makes_nobody_else_wait_for_all_of_it() throws InterruptedException {
        CommandWriter writer = writer(this::block, "input.queue", "10", "input.gap", "0ms");
        for (int i = 0; i < 8; i++) {
            submitOf("greedy", writer, "/g" + i);
        }
        inWrite.await();
        submitOf("modest", writer, "/m0");
        Receipts last = submitOf("modest", writer, "/m1");

        released.countDown();

        await().until(() -> last.now().contains("written"));
        assertThat(written.subList(0, 5))
                .containsExactly("/g0\n", "/g1\n", "/m0\n", "/g2\n", "/m1\n");
    }

    @Test
    void who_fills_the_queue_keeps_nobody_else_out() throws InterruptedException {
        CommandWriter writer = writer(this::block, "input.queue", "2");
        submitOf("greedy", writer, "/in the write");
        inWrite.await();
        submitOf("greedy", writer, "/one");
        submitOf("greedy", writer, "/two");

        assertThat(submitOf("greedy", writer, "/three").now()).containsExactly("rejected");
        assertThat(submitOf("b", writer, "/b").now()).containsExactly("accepted");
        assertThat(submitOf("b", writer, "/b again").now()).containsExactly("rejected");
        assertThat(submitOf("c", writer, "/c").now()).containsExactly("accepted");
        // Nor can many senders make it grow without a bound.
        assertThat(submitOf("d", writer, "/d").now()).containsExactly("rejected");
    }

    @Test
    void one_line_confirms_one_command_the_oldest() {
        CommandWriter writer = writer(this::record);
        Receipts first = submit(writer, "/time");
        Receipts second = submit(writer, "/time");
        await().until(() -> second.now().contains("written"));

        writer.offer(new GameEvent.Echoed("/time"), 7);

        assertThat(first.now()).containsExactly("accepted", "written", "confirmed");
        assertThat(second.now()).containsExactly("accepted", "written");
    }

    @Test
    void a_command_without_an_echo_times_out() {
        CommandWriter writer = writer(this::record, "input.confirm-timeout", "100ms");

        Receipts help = submit(writer, "/help");

        assertThat(help.atEnd()).containsExactly("accepted", "written", "timed_out");
        assertThat(help.reason()).contains("VS_GAME_INPUT_CONFIRM_TIMEOUT");
    }

    @Test
    void the_oldest_of_too_many_unconfirmed_commands_times_out() {
        CommandWriter writer = writer(this::record, "input.queue", "2");
        Receipts first = submit(writer, "/one");
        await().until(() -> first.now().contains("written"));
        Receipts second = submit(writer, "/two");
        await().until(() -> second.now().contains("written"));

        Receipts third = submit(writer, "/three");

        await().until(() -> third.now().contains("written"));
        assertThat(first.reason()).contains("too many");
        assertThat(second.now()).containsExactly("accepted", "written");
    }

    @Test
    void a_full_queue_rejects_at_once() throws Exception {
        CommandWriter writer = writer(this::block, "input.queue", "2");
        submit(writer, "/in-write");
        inWrite.await();
        submit(writer, "/waits");
        submit(writer, "/waits");

        Receipts more = submit(writer, "/more");

        assertThat(more.now()).containsExactly("rejected");
        assertThat(more.reason()).contains("VS_GAME_INPUT_QUEUE");
    }

    @Test
    void the_gateways_own_command_goes_before_those_that_wait_even_into_a_full_queue()
            throws Exception {
        CommandWriter writer = writer(this::block, "input.queue", "2");
        submit(writer, "/in-write");
        inWrite.await();
        submit(writer, "/waits");
        submit(writer, "/waits");
        var stop = new Receipts();

        writer.submitFirst("/stop", stop);
        released.countDown();

        await().until(() -> written.size() == 4);
        assertThat(written).containsExactly("/in-write\n", "/stop\n", "/waits\n", "/waits\n");
    }

    @Test
    void a_write_that_is_not_taken_times_out_with_all_that_wait_and_later_commands_are_rejected() {
        CommandWriter writer = writer(this::block, "input.write-timeout", "200ms");
        Receipts stuck = submit(writer, "/stuck");
        Receipts behind = submit(writer, "/behind");

        assertThat(stuck.atEnd()).containsExactly("accepted", "timed_out");
        assertThat(stuck.reason()).contains("may yet");
        assertThat(behind.atEnd()).containsExactly("accepted", "timed_out");
        assertThat(behind.reason()).contains("not written");
        assertThat(submit(writer, "/later").now()).containsExactly("rejected");
    }

    @Test
    void once_the_game_reads_again_commands_are_taken_again() {
        CommandWriter writer = writer(this::block, "input.write-timeout", "100ms");
        Receipts stuck = submit(writer, "/stuck");
        stuck.atEnd();

        released.countDown();

        await().until(() -> submit(writer, "/again").now().contains("accepted"));
        await().until(() -> written.size() == 2);
        assertThat(written).containsExactly("/stuck\n", "/again\n");
        assertThat(stuck.now()).containsExactly("accepted", "timed_out");
    }

    @Test
    void a_failed_write_ends_the_command_and_the_next_one_is_tried() {
        CommandWriter writer =
                writer(line -> {
                    record(line);
                    throw new IOException("Broken pipe");
                });

        Receipts first = submit(writer, "/one");
        Receipts second = submit(writer, "/two");

        assertThat(first.atEnd()).containsExactly("accepted", "timed_out");
        assertThat(second.reason()).contains("Broken pipe");
        assertThat(written).containsExactly("/one\n", "/two\n");
    }

    @Test
    void closing_ends_every_command_and_rejects_further_ones() throws Exception {
        CommandWriter writer = writer(this::block);
        Receipts stuck = submit(writer, "/in-write");
        inWrite.await();
        Receipts waits = submit(writer, "/waits");

        writer.close("the game has ended");

        assertThat(stuck.atEnd()).containsExactly("accepted", "timed_out");
        assertThat(waits.reason()).contains("not written", "the game has ended");
        assertThat(submit(writer, "/late").reason()).isEqualTo("the game has ended");
    }

    @Test
    void what_is_not_one_line_within_the_limit_is_never_written() {
        CommandWriter writer = writer(this::record);

        Receipts two = submit(writer, "/help\n/stop");
        Receipts large = submit(writer, "é".repeat(512));
        submit(writer, "/fine").now();

        await().until(() -> !written.isEmpty());
        assertThat(two.now()).containsExactly("rejected");
        assertThat(large.now()).containsExactly("rejected");
        assertThat(written).containsExactly("/fine\n");
    }

    @Test
    void a_listener_that_fails_does_not_end_the_writer() {
        CommandWriter writer = writer(this::record);

        writer.submit(
                "a",
                "/one",
                _ -> {
                    throw new IllegalStateException("a failure that the test wants");
                });
        submit(writer, "/two");

        await().until(() -> written.size() == 2);
    }

    @Test
    void between_two_writes_there_is_at_least_the_gap() {
        List<Long> times = new CopyOnWriteArrayList<>();
        CommandWriter writer = writer(_ -> times.add(System.nanoTime()), "input.gap", "30ms");

        IntStream.range(0, 10).forEach(i -> submit(writer, "/" + i));

        await().until(() -> times.size() == 10);
        for (int i = 1; i < 10; i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(30_000_000L);
        }
    }

    @Test
    void commands_of_one_thread_keep_their_order_among_those_of_many() throws Exception {
        CommandWriter writer = writer(this::record, "input.queue", "100000");
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "/" + t + "-";
            threads.add(
                    Thread.ofVirtual()
                            .start(() ->
                                    IntStream.range(0, 500)
                                            .forEach(i -> submit(writer, name + i))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        await().until(() -> written.size() == 2000);
        for (int t = 0; t < 4; t++) {
            String name = "/" + t + "-";
            assertThat(written.stream().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(i -> name + i + "\n").toList());
        }
    }
}
