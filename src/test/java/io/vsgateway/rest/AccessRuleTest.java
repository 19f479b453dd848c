package io.vsgateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Role;
import java.util.Set;
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
        return Stream.of(
                Arguments.of(Closed.class, "bare", new AccessRule.Nobody()),
                Arguments.of(
                        Closed.class, "admins", new AccessRule.Roles(Set.of(Role.ADMIN), false)),
                Arguments.of(Closed.class, "anyone", new AccessRule.Anyone()),
                Arguments.of(Closed.class, "noRole", new AccessRule.Roles(Set.of(), false)),
                Arguments.of(Closed.class, "both", new AccessRule.Roles(Set.of(Role.ADMIN), false)),
                Arguments.of(
                        Monitors.class, "bare", new AccessRule.Roles(Set.of(Role.MONITOR), false)),
                Arguments.of(
                        Monitors.class, "admins", new AccessRule.Roles(Set.of(Role.ADMIN), false)),
                Arguments.of(
                        Monitors.class, "link", new AccessRule.Roles(Set.of(Role.MONITOR), true)),
                Arguments.of(Open.class, "bare", new AccessRule.Anyone()),
                Arguments.of(
                        Open.class, "admins", new AccessRule.Roles(Set.of(Role.ADMIN), false)));
    }

    static class Closed {
        void bare() {}

        @Allowed(Role.ADMIN)
        void admins() {}

        @AllowedToAnyone
        void anyone() {}

        @Allowed({})
        void noRole() {}

        @Allowed(Role.ADMIN)
        @AllowedToAnyone
        void both() {}
    }

    @Allowed({Role.MONITOR, Role.MONITOR})
    static class Monitors {
        void bare() {}

        @Allowed(value = Role.MONITOR, byLink = true)
        void link() {}

        @Allowed(Role.ADMIN)
        void admins() {}
    }

    @AllowedToAnyone
    static class Open {
        void bare() {}

        @Allowed(Role.ADMIN)
        void admins() {}
    }
}
