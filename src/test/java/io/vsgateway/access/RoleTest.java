package io.vsgateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.net.ClientAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void an_administrator_may_everything() {
        assertThat(Right.values()).allMatch(caller(Role.ADMIN)::may);
    }

    @Test
    void a_monitor_looks_and_changes_nothing() {
        assertThat(Arrays.stream(Right.values()).filter(caller(Role.MONITOR)::may))
                .containsExactlyInAnyOrder(Right.SIGN_IN, Right.WATCH_GAME, Right.WATCH_CONSOLE);
    }

    private static Caller caller(Role role) {
        return new Caller(new Grant(role, "key", Proof.KEY), ClientAddress.UNKNOWN);
    }
}
