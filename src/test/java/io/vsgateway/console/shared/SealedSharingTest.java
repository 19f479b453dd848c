package io.vsgateway.console.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.Patience;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.Errand;
import io.vsgateway.game.elsewhere.RemoteGame;
import io.vsgateway.game.elsewhere.SharedGame;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Keyring;
import io.vsgateway.seal.Seal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same where the gateways seal what they write, and what becomes of what they did not write.
@ExtendWith(Patience.class)
class SealedSharingTest extends SharingTest {
    private static final String ASKS = "{vs}:asks:main";
    private static final String CONSOLE = "{vs}:console:main";
    private final Seal seal = seal('A');

    private static Seal seal(char key) {
        return Seal.with(Keyring.parse(String.valueOf(key).repeat(43) + "="));
    }

    @Override
    Seal seal() {
        return seal;
    }

    /// A game that is shared, shown, and asked for something, which was done.
    private RemoteGame asked() {
        Publisher _ = share(console());
        RemoteGame game = show(console("remote", "main"));
        awaitReached(game);
        List<Receipt> receipts = new CopyOnWriteArrayList<>();
        game.submit(ADA, "/weatherglass", receipts::add);
        await().until(() -> receipts.size() == 3);
        return game;
    }

    @Test
    void no_line_no_command_and_nobody_who_sends_one_is_to_be_found_in_redis_or_on_its_way() {
        try (RedisServer.Monitor monitor = redis.monitor()) {
            RemoteGame _ = asked();
            ConsoleBuffer console = console();
            write(console, 3);

            String held = redis.everything();
            String seen = monitor.text("the-end", () -> redis.cli("ECHO", "the-end"));

            for (String secret :
                    List.of("weatherglass", "ada", "192.0.2.7", "admin", "stdout", "confirmed")) {
                assertThat(held).doesNotContain(secret);
                assertThat(seen).doesNotContain('"' + secret).doesNotContain(secret + '\\');
            }
            assertThat(held).contains("sealed:", ASKS, "{vs}:game:main", "{vs}:answers:");
        }
    }

    @Test
    void lines_are_not_to_be_found_there_either() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        write(console, 10);
        awaitSame(console, copy);

        assertThat(redis.cli("XRANGE", CONSOLE, "-", "+"))
                .doesNotContain("line ")
                .contains("sealed:");
    }

    /// Where the next line is to be, far ahead, and as if of another run of the gateway.
    @ParameterizedTest
    @CsvSource({"0,1", "0,100000", "1,1"})
    void what_others_put_there_is_not_shown_and_no_line_is_lost_by_it(long epochs, long offsets) {
        ConsoleBuffer console = console();
        Publisher publisher = share(console);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        write(console, 10);
        awaitSame(console, copy);
        Cursor<ConsoleLine> reader = copy.feed().detachedCursor(new Start.Last(0));

        // One that was there before.
        String[] last = redis.cli("XREVRANGE", CONSOLE, "+", "-", "COUNT", "1").split("\n");
        long epoch = Long.parseLong(last[0].substring(0, last[0].indexOf('-'))) + epochs;
        redis.cli("XADD", CONSOLE, epoch + "-" + (10 + offsets), "b", last[2]);
        await().until(() -> seal.unreadable() > 0);
        write(console, 1);
        // One by one: two that travel together stand behind what was put there.
        await().until(() -> publisher.behind() == 0);
        write(console, 1);

        awaitSame(console, copy);
        Batch<ConsoleLine> read = reader.read(9999, Long.MAX_VALUE);
        assertThat(read.gap()).isNull();
        assertThat(read.entries()).hasSize(2);
        ConsoleBuffer late = console("remote", "main");
        awaitReached(show(late));
        awaitSame(console, late);
    }

    /// As by a gateway that does not notice it.
    @Test
    void what_cannot_be_read_and_is_not_written_anew_is_told_as_missing() {
        ConsoleBuffer copy = console("remote", "main");
        RemoteGame _ = show(copy);
        put("36-1", "36-1", "first");
        await().until(() -> copy.feed().lastOffset() == 1);
        Cursor<ConsoleLine> reader = copy.feed().detachedCursor(new Start.Last(0));

        put("36-2", "36-3", "elsewhere");
        put("36-3", "36-3", "third");
        put("36-4", "36-4", "fourth");

        await().until(() -> copy.feed().lastOffset() == 4);
        Batch<ConsoleLine> read = reader.read(9999, Long.MAX_VALUE);
        assertThat(read.gap()).isNotNull();
        assertThat(read.gap().count()).isOne();
        assertThat(read.entries()).extracting(ConsoleLine::text).containsExactly("third", "fourth");
    }

    private void put(String id, String place, String text) {
        var shared = new SharedGame("{vs}:", "main", seal);
        String line = shared.close(CONSOLE, place, "[{\"x\":\"" + text + "\"}]");
        redis.cli("XADD", CONSOLE, id, "b", line);
    }

    @Test
    void what_nobody_who_has_the_key_has_asked_is_not_done_and_what_was_is_not_done_twice() {
        RemoteGame game = asked();
        String[] ask = redis.cli("XRANGE", ASKS, "-", "+").split("\n");

        redis.cli("XADD", ASKS, "*", "b", ask[2]);
        redis.cli(
                "XADD",
                ASKS,
                "*",
                "b",
                "{\"number\":99,\"node\":\"x\",\"action\":\"command\",\"command\":\"/op eve\"}");
        List<Receipt> receipts = new CopyOnWriteArrayList<>();
        game.submit(ADA, "/time", receipts::add);

        await().until(() -> receipts.size() == 3);
        assertThat(asked)
                .extracting(Ask::errand)
                .containsExactly(new Errand.Command("/weatherglass"), new Errand.Command("/time"));
        assertThat(seal.unreadable()).isOne();
    }

    @Test
    void a_gateway_with_another_key_shows_nothing_and_says_why() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        write(console, 10);
        awaitReached(show(console("remote", "main")));

        for (Seal other : List.of(seal('B'), Seal.none())) {
            ConsoleBuffer copy = console("remote", "main");
            RemoteGame game = show(copy, other);
            await().until(() ->
                    game.report().state() instanceof GameState.Unreachable(_, String why)
                            && why.contains("VS_REDIS_ENCRYPTION_KEY"));
            assertThat(all(copy).entries()).isEmpty();
        }
    }
}
