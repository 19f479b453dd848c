package io.vsgateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.net.ClientAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {
    @Test
    void an_administrator_may_everything() {
        assertThat(Right.values()).allMatch(caller(Role.ADMIN)::may);
    }

    @Test
    void a_monitor_looks_and_changes_nothing() {
        assertThat(Arrays.stream(Right.values()).filter(caller(Role.MONITOR)::may))
                .containsExactlyInAnyOrder(
                        Right.SIGN_IN, Right.WATCH_GAME, Right.WATCH_CONSOLE, Right.WATCH_CHANNELS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SERVICE", "MODERATOR", "PLAYER", "ANONYMOUS"})
    void the_console_is_the_business_of_nobody_else(Role role) {
        assertThat(
                        List.of(
                                Right.WATCH_CONSOLE,
                                Right.WATCH_UNMASKED,
                                Right.SEND_COMMANDS,
                                Right.CONTROL_GAME,
                                Right.READ_AUDIT,
                                Right.MANAGE_CALLERS))
                .noneMatch(caller(role)::may);
    }

    @Test
    void who_may_speak_publish_and_keep_order() {
        assertThat(having(Right.SPEAK))
                .containsExactly(Role.ADMIN, Role.SERVICE, Role.MODERATOR, Role.PLAYER);
        assertThat(having(Right.PUBLISH)).containsExactly(Role.ADMIN, Role.SERVICE);
        assertThat(having(Right.SANCTION)).containsExactly(Role.ADMIN, Role.SERVICE);
        assertThat(having(Right.MODERATE))
                .containsExactly(Role.ADMIN, Role.SERVICE, Role.MODERATOR);
        assertThat(having(Right.WATCH_CHANNELS))
                .containsExactly(Role.ADMIN, Role.MONITOR, Role.SERVICE);
        assertThat(having(Right.SIGN_IN)).doesNotContain(Role.ANONYMOUS);
    }

    private static List<Role> having(Right right) {
        return Arrays.stream(Role.values()).filter(role -> caller(role).may(right)).toList();
    }

    private static Caller caller(Role role) {
        return new Caller(new Grant(role, "key", Proof.KEY), ClientAddress.UNKNOWN);
    }
}
