package io.vsgateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Right;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessRuleTest {
    @ParameterizedTest
    @MethodSource
    void the_method_decides_else_its_class_else_nobody(
            Class<?> type, String method, AccessRule expected) throws Exception {
        assertThat(AccessRule.of(type.getDeclaredMethod(method), type)).isEqualTo(expected);
    }

    static Stream<Arguments> the_method_decides_else_its_class_else_nobody() {
        var senders = new AccessRule.Holders(Right.SEND_COMMANDS, false);
        var watchers = new AccessRule.Holders(Right.WATCH_GAME, false);
        return Stream.of(
                Arguments.of(Closed.class, "bare", new AccessRule.Nobody()),
                Arguments.of(Closed.class, "send", senders),
                Arguments.of(Closed.class, "anyone", new AccessRule.Anyone()),
                Arguments.of(Closed.class, "both", senders),
                Arguments.of(Watched.class, "bare", watchers),
                Arguments.of(Watched.class, "send", senders),
                Arguments.of(Watched.class, "link", new AccessRule.Holders(Right.WATCH_GAME, true)),
                Arguments.of(Open.class, "bare", new AccessRule.Anyone()),
                Arguments.of(Open.class, "send", senders));
    }

    static class Closed {
        void bare() {}

        @Allowed(Right.SEND_COMMANDS)
        void send() {}

        @AllowedToAnyone
        void anyone() {}

        @Allowed(Right.SEND_COMMANDS)
        @AllowedToAnyone
        void both() {}
    }

    @Allowed(Right.WATCH_GAME)
    static class Watched {
        void bare() {}

        @Allowed(value = Right.WATCH_GAME, byLink = true)
        void link() {}

        @Allowed(Right.SEND_COMMANDS)
        void send() {}
    }

    @AllowedToAnyone
    static class Open {
        void bare() {}

        @Allowed(Right.SEND_COMMANDS)
        void send() {}
    }
}
