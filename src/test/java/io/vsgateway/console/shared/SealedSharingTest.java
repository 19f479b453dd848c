package io.vsgateway.console.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.Patience;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.elsewhere.Ask;
import io.vsgateway.game.elsewhere.Errand;
import io.vsgateway.game.elsewhere.RemoteGame;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Keyring;
import io.vsgateway.seal.Seal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
    void lines_are_not_to_be_found_there_either_and_what_others_put_there_is_not_shown() {
        ConsoleBuffer console = console();
        Publisher _ = share(console);
        ConsoleBuffer copy = console("remote", "main");
        awaitReached(show(copy));
        write(console, 10);
        awaitSame(console, copy);
        assertThat(redis.cli("XRANGE", CONSOLE, "-", "+"))
                .doesNotContain("line ")
                .contains("sealed:");

        // One that was there before, where the next one is to be.
        String[] last = redis.cli("XREVRANGE", CONSOLE, "+", "-", "COUNT", "1").split("\n");
        int dash = last[0].indexOf('-');
        long next = Long.parseLong(last[0].substring(dash + 1)) + 1;
        String epoch = last[0].substring(0, dash);
        redis.cli("XADD", CONSOLE, epoch + "-" + next, "b", last[2]);
        await().until(() -> seal.unreadable() > 0);
        write(console, 1);
        write(console, 1);

        await().until(() -> copy.feed().end().equals(console.feed().end()));
        assertThat(all(copy).entries()).doesNotHaveDuplicates().isSubsetOf(all(console).entries());
        assertThat(all(copy).entries().getLast()).isEqualTo(all(console).entries().getLast());
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
