package io.vsgateway.console.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vsgateway.Patience;
import io.vsgateway.TestSettings;
import io.vsgateway.fanout.redis.RedisSettings;
import io.vsgateway.fanout.redis.Server;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Gap;
import io.vsgateway.feed.Start;
import io.vsgateway.game.BufferSettings;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.GivenSettings;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.game.elsewhere.Answer;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.Errand;
import io.vsgateway.game.elsewhere.NoGame;
import io.vsgateway.game.elsewhere.RemoteGame;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Seal;
import io.vsgateway.server.ProcessLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A console that one gateway shares and another shows, over a real Redis.
@ExtendWith(Patience.class)
class SharingTest {
    static final Game.Sender ADA =
            new Game.Sender("ada", "admin", "192.0.2.7", "c1", "id1", "ada from 192.0.2.7");

    private static final List<KnownCommand> KNOWN =
            List.of(new KnownCommand("/time", "/time [set]", "What time it is"));

    static RedisServer redis;
    private static Vertx vertx;

    private final List<AutoCloseable> open = new ArrayList<>();
    final List<Ask> asked = new CopyOnWriteArrayList<>();
    private volatile Game.Coming coming;
    private int count;

    @BeforeAll
    static void begin(@TempDir Path folder) {
        redis = RedisServer.start(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        // Without a Redis all are skipped.
        if (redis != null) {
            vertx.close();
            redis.close();
        }
    }

    @BeforeEach
    void empty() {
        redis.cli("FLUSHALL");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    /// What closes what both write.
    Seal seal() {
        return Seal.none();
    }

    private static SharedGame main(Seal seal) {
        return new SharedGame("{vs}:", "main", seal);
    }

    private static Server server() {
        return new Server(vertx, redis.url(), TestSettings.of(RedisSettings.class));
    }

    static ConsoleBuffer console(String... game) {
        BufferSettings settings =
                TestSettings.of(BufferSettings.class, "vs.console.buffer-lines", "1000");
        return new ConsoleBuffer(settings, GivenSettings.game(game));
    }

    /// Does nothing but confirm, and lets the game be stopped later.
    private final class Yes extends Doer {
        Yes() {
            super(null, null, null, null, null);
        }

        @Override
        void carryOut(Ask ask, Consumer<Answer> answers) {
            asked.add(ask);
            long number = ask.number();
            switch (ask.errand()) {
                case Errand.Command _ -> {
                    answers.accept(Answer.of(number, new Receipt.Accepted()));
                    answers.accept(Answer.of(number, new Receipt.Written()));
                    answers.accept(Answer.of(number, new Receipt.Confirmed(7)));
                }
                case Errand.Now _ -> answers.accept(Answer.of(number, new Game.Outcome.Begun()));
                case Errand.Later(Game.Request request, _, _) -> {
                    coming = new Game.Coming(request.label(), Instant.EPOCH, ask.sender().name());
                    answers.accept(Answer.of(number, new Game.Outcome.Begun()));
                }
                case Errand.CallOff _ -> {
                    boolean was = coming != null;
                    coming = null;
                    answers.accept(
                            was
                                    ? Answer.of(number, new Game.Outcome.Begun())
                                    : Answer.ofNothing(number));
                }
                case Errand.KnownCommands _ -> answers.accept(Answer.of(number, KNOWN));
                case Errand.HowFar(boolean isFollowed) -> {
                    answers.accept(
                            Answer.of(number, new Game.Progress("written", "", 0, !isFollowed)));
                    answers.accept(Answer.of(number, new Game.Progress("confirmed", "", 7, true)));
                }
                case Errand.Unknown _ ->
                        answers.accept(Answer.of(number, new Game.Outcome.Refused("unknown")));
            }
        }
    }

    Publisher share(ConsoleBuffer console) {
        var game = new NoGame(Dialects.of(GivenSettings.game()), Instant.now());
        var reports = new Reports(game, new ProcessLoad(), () -> coming);
        var publisher = new Publisher(main(seal()), server(), console, reports, new Yes());
        publisher.start();
        open.add(publisher);
        return publisher;
    }

    RemoteGame show(ConsoleBuffer copy) {
        return show(copy, seal());
    }

    RemoteGame show(ConsoleBuffer copy, Seal seal) {
        var game = new RemoteGame(main(seal), server(), Dialects.of(GivenSettings.game()), copy);
        open.add(game::shutDown);
        return game;
    }

    static void awaitReached(RemoteGame game) {
        await().until(() -> !(game.report().state() instanceof GameState.Unreachable));
    }

    void write(ConsoleBuffer console, int lines) {
        for (int i = 0; i < lines; i++) {
            String text = "line " + ++count;
            long _ =
                    console.append(
                            new ConsoleLine(
                                    Instant.ofEpochMilli(count),
                                    LineSource.STDOUT,
                                    Level.INFO,
                                    "",
                                    false,
                                    text));
        }
    }

    static Batch<ConsoleLine> all(ConsoleBuffer console) {
        return console.feed().detachedCursor(new Start.Last(9999)).read(9999, Long.MAX_VALUE);
    }

    static void awaitSame(ConsoleBuffer console, ConsoleBuffer copy) {
        await().untilAsserted(() -> assertThat(copy.feed().end()).isEqualTo(console.feed().end()));
        Batch<ConsoleLine> there = all(console);
        Batch<ConsoleLine> here = all(copy);
        assertThat(here.entries()).isEqualTo(there.entries());
        assertThat(here.position(0)).isEqualTo(there.position(0));
    }

    @Test
    void a_copy_has_the_same_lines_at_the_same_places_also_one_that_comes_later() {
        ConsoleBuffer console = console();
        write(console, 100);
        Publisher _ = share(console);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        awaitSame(console, copy);

        write(console, 50);
        awaitSame(console, copy);
        ConsoleBuffer late = console("remote", "main");
        RemoteGame _ = show(late);
        assertThat(late.feed().end()).isEqualTo(console.feed().end());
        awaitSame(console, late);
    }

    @Test
    void what_comes_while_redis_is_away_comes_later() {
        ConsoleBuffer console = console();
        Publisher publisher = share(console);
        ConsoleBuffer copy = console("remote", "main");
        RemoteGame game = show(copy);
        awaitReached(game);
        write(console, 10);
        awaitSame(console, copy);
        Cursor<ConsoleLine> reader = copy.feed().detachedCursor(new Start.Last(0));

        redis.kill();
        write(console, 300);
        await().until(() -> game.report().state() instanceof GameState.Unreachable);
        assertThat(publisher.problem()).isPresent();
        redis.startAgain();

        awaitReached(game);
        awaitSame(console, copy);
        Batch<ConsoleLine> read = reader.read(9999, Long.MAX_VALUE);
        assertThat(read.gap()).isNull();
        assertThat(read.entries()).hasSize(300);
        await().until(() -> publisher.problem().isEmpty());
        assertThat(publisher.behind()).isZero();
    }

    @Test
    void what_the_console_has_forgotten_meanwhile_is_told_as_missing() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        ConsoleBuffer copy = console("remote", "main");
        RemoteGame game = show(copy);
        awaitReached(game);
        write(console, 10);
        awaitSame(console, copy);
        Cursor<ConsoleLine> reader = copy.feed().detachedCursor(new Start.Last(0));

        redis.pause();
        write(console, 1500);
        redis.goOn();

        awaitSame(console, copy);
        Batch<ConsoleLine> read = reader.read(9999, Long.MAX_VALUE);
        Gap gap = read.gap();
        assertThat(gap).isNotNull();
        assertThat(gap.recovered()).isTrue();
        assertThat(gap.count() + read.entries().size()).isEqualTo(1500);
    }

    @Test
    void a_redis_that_is_full_is_told_of_as_such() throws Exception {
        ConsoleBuffer console = console();
        Publisher publisher = share(console);
        RemoteGame game = show(console("remote", "main"));
        awaitReached(game);

        redis.cli("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThat(answer(game.request(Game.Request.STOP, ADA)))
                    .isEqualTo(new Game.Outcome.Refused("Redis is full (maxmemory)"));
            await().untilAsserted(() ->
                    assertThat(publisher.problem()).contains("Redis is full (maxmemory)"));
            await().untilAsserted(() ->
                    assertThat(game.report().state())
                            .isInstanceOfSatisfying(
                                    GameState.Unreachable.class,
                                    state ->
                                            assertThat(state.reason())
                                                    .isEqualTo("Redis is full (maxmemory)")));
        } finally {
            redis.cli("CONFIG", "SET", "maxmemory", "0");
        }

        awaitReached(game);
        await().until(() -> publisher.problem().isEmpty());
    }

    @Test
    void a_redis_that_is_emptied_is_filled_again() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        write(console, 200);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        awaitSame(console, copy);

        redis.cli("FLUSHALL");
        write(console, 1);

        awaitSame(console, copy);
        ConsoleBuffer late = console("remote", "main");
        awaitReached(show(late));
        awaitSame(console, late);
    }

    @Test
    void lines_that_come_faster_than_redis_takes_them_are_in_order_or_told_as_missing() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        Cursor<ConsoleLine> reader = copy.feed().cursor(new Start.Last(0));

        Thread writer = Thread.ofPlatform().start(() -> write(console, 100_000));
        long seen = 0;
        long expected = 100_000;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (seen < expected && System.nanoTime() < end) {
            Batch<ConsoleLine> batch = reader.read(500, Long.MAX_VALUE);
            if (batch.gap() != null) {
                seen += batch.gap().count();
            }
            for (int i = 0; i < batch.entries().size(); i++) {
                assertThat(batch.offset(i)).isEqualTo(++seen);
                assertThat(batch.entries().get(i).text()).isEqualTo("line " + seen);
            }
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(writer.isAlive()).isFalse();
        awaitSame(console, copy);
    }

    @Test
    void another_game_of_the_same_name_waits_and_begins_anew_when_the_first_has_gone() {
        ConsoleBuffer first = console();
        write(first, 10);
        Publisher publisher = share(first);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        awaitSame(first, copy);
        ConsoleBuffer second = console();
        Publisher other = share(second);
        await().until(() -> other.problem().orElse("").contains("another gateway has a game"));
        write(second, 5);
        write(first, 5);
        awaitSame(first, copy);

        publisher.close();

        awaitSame(second, copy);
        assertThat(other.problem()).isEmpty();
    }

    @Test
    void a_clock_that_was_ahead_keeps_nobody_from_the_lines() {
        SharedGame shared = main(seal());
        String stream = shared.console();
        String line = shared.close(stream, "99999999999999-1", "[{\"x\":\"future\"}]");
        redis.cli("XADD", stream, "99999999999999-1", "b", line);
        ConsoleBuffer copy = console("remote", "main");
        RemoteGame game = show(copy);
        assertThat(all(copy).entries()).extracting(ConsoleLine::text).containsExactly("future");
        ConsoleBuffer console = console();
        write(console, 3);

        Publisher _ = share(console);

        awaitReached(game);
        awaitSame(console, copy);
    }

    @Test
    void what_is_asked_is_done_once_and_answered() throws Exception {
        Publisher _ = share(console());
        RemoteGame game = show(console("remote", "main"));
        awaitReached(game);
        List<Receipt> receipts = new CopyOnWriteArrayList<>();

        game.submit(ADA, "/time", receipts::add);

        await().until(() -> receipts.size() == 3);
        assertThat(receipts)
                .containsExactly(
                        new Receipt.Accepted(), new Receipt.Written(), new Receipt.Confirmed(7));
        assertThat(asked)
                .singleElement()
                .satisfies(ask -> {
                    assertThat(ask.sender()).isEqualTo(ADA);
                    assertThat(ask.errand()).isEqualTo(new Errand.Command("/time"));
                });
        assertThat(
                        game.request(Game.Request.STOP, ADA)
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS))
                .isInstanceOf(Game.Outcome.Begun.class);
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void what_is_to_come_is_known_before_who_asked_for_it_is_answered() throws Exception {
        Publisher _ = share(console());
        RemoteGame game = show(console("remote", "main"));
        awaitReached(game);
        for (int i = 0; i < 20; i++) {
            Game.Outcome begun =
                    answer(
                            game.owner()
                                    .countDown(
                                            Game.Request.STOP,
                                            Duration.ofMinutes(5),
                                            "/say {time}",
                                            ADA));

            assertThat(begun).isEqualTo(new Game.Outcome.Begun());
            assertThat(game.report().coming())
                    .isEqualTo(new Game.Coming("stop", Instant.EPOCH, "ada"));
            assertThat(answer(game.owner().callOff(ADA))).contains(new Game.Outcome.Begun());
            assertThat(game.report().coming()).isNull();
        }
        assertThat(answer(game.owner().callOff(ADA))).isEmpty();
        assertThat(asked)
                .extracting(Ask::errand)
                .contains(
                        new Errand.Later(Game.Request.STOP, Duration.ofMinutes(5), "/say {time}"));
    }

    @Test
    void what_the_game_understands_is_told() throws Exception {
        RemoteGame game = show(console("remote", "main"));
        assertThat(answer(game.owner().commands(ADA))).isEmpty();
        Publisher _ = share(console());
        awaitReached(game);

        assertThat(answer(game.owner().commands(ADA))).contains(KNOWN);
    }

    @Test
    void how_far_a_command_has_come_is_told_once_or_to_its_end() {
        RemoteGame game = show(console("remote", "main"));
        List<Optional<Game.Progress>> told = new CopyOnWriteArrayList<>();
        game.owner().progress(ADA, true, told::add);
        assertThat(told).as("nobody can be asked").containsExactly(Optional.empty());
        told.clear();
        Publisher _ = share(console());
        awaitReached(game);

        game.owner().progress(ADA, true, told::add);
        await().until(() -> told.size() == 2);
        game.owner().progress(ADA, false, told::add);
        await().until(() -> told.size() == 3);

        assertThat(told)
                .extracting(one -> one.orElseThrow().status())
                .containsExactly("written", "confirmed", "written");
    }

    @Test
    void what_nobody_can_do_is_refused_at_once() {
        RemoteGame game = show(console("remote", "main"));
        List<Receipt> receipts = new CopyOnWriteArrayList<>();

        game.submit(ADA, "/time", receipts::add);

        assertThat(receipts).singleElement().isInstanceOf(Receipt.Rejected.class);
        assertThat(receipts.getFirst().reason()).contains("away");
    }

    @Test
    void what_was_asked_of_one_who_had_the_game_before_is_not_done_by_another() {
        redis.cli(
                "XADD",
                "{vs}:asks:main",
                "*",
                "b",
                "{\"number\":1,\"node\":\"x\",\"action\":\"command\"}");
        Publisher _ = share(console());
        RemoteGame game = show(console("remote", "main"));
        awaitReached(game);
        List<Receipt> receipts = new CopyOnWriteArrayList<>();
        game.submit(ADA, "/time", receipts::add);
        await().until(() -> receipts.size() == 3);

        assertThat(asked).extracting(Ask::errand).containsExactly(new Errand.Command("/time"));
    }
}
