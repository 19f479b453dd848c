package io.vsgateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.vsgateway.delivery.Turns;
import io.vsgateway.wire.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Turns turns = new Turns();
    private final BareSession client = BareSession.on(loop, () -> true, turns);
    private final Session session = client.session();

    @AfterEach
    void end() {
        loop.shutdownGracefully();
        turns.close();
    }

    private record Inside(Session session) implements Guest {
        @Override
        public String place() {
            return "test";
        }

        @Override
        public void message(String text) {}

        @Override
        public void error(ErrorCode code, String message) {}
    }

    /// Lets the client in as the door does, while others do something who know of it already.
    private void letInWhile(Runnable others) {
        loop.submit(
                        () -> {
                            CompletableFuture.runAsync(others).join();
                            session.send("first");
                            session.guest(new Inside(session));
                        })
                .syncUninterruptibly();
        loop.submit(() -> {}).syncUninterruptibly();
    }

    @Test
    void what_others_say_to_a_client_that_is_just_being_let_in_comes_behind_its_welcome() {
        letInWhile(() -> {
            session.send("one");
            session.send("two");
        });
        session.send("three");

        assertThat(client.messages()).containsExactly("first", "one", "two", "three");
    }

    @Test
    void a_client_that_is_just_being_let_in_takes_no_offer() {
        var taken = new CompletableFuture<Boolean>();
        letInWhile(() -> taken.complete(session.offer(List.of())));

        assertThat(taken).isCompletedWithValue(false);
        assertThat(session.offer(List.of())).isTrue();
        assertThat(client.messages()).containsExactly("first");
    }
}
