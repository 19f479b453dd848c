package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import org.junit.jupiter.api.Test;

/// What is measured of a game.
class GameMetersIT {
    @Test
    void a_game_that_the_gateway_runs() {
        try (GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_GAME_RESTART_BACKOFF", "100ms")
                        .demo("--rate 500 --start-time 10ms --save-time 10ms")
                        .start()) {
            Rest rest = Rest.of(gateway);
            await().until(() -> rest.metric("vs_game_players") > 0);
            assertThat(rest.metric("vs_build_info")).isEqualTo(1);
            assertThat(rest.metric("vs_game_memory_bytes")).isGreaterThan(1 << 20);
            assertThat(rest.metric("vs_game_uptime_seconds")).isNotNegative();
            assertThat(rest.metric("vs_game_last_exit_code")).isNaN();
            // A native game has used a hundredth of a second, in which this is counted, only after
            // a while.
            await().until(() -> rest.metric("vs_game_cpu_seconds") > 0);
            double used = rest.metric("vs_game_cpu_seconds");

            rest.post("/api/v1alpha1/console/command", "{\"command\":\"/demo crash 7\"}");

            await().until(() -> rest.metric("vs_game_restarts") == 1);
            assertThat(rest.metric("vs_game_last_exit_code")).isEqualTo(7);
            await().until(() -> rest.metric("vs_game_ready") == 1);
            await().until(() -> rest.metric("vs_game_cpu_seconds") > used);
        }
    }

    @Test
    void of_one_that_was_never_started_nothing_is_known() {
        try (GatewayProcess gateway =
                GatewayProcess.with().set("VS_GAME_COMMAND", "/no/such/game").start()) {
            Rest rest = Rest.of(gateway);

            await().until(() -> rest.metric("vs_game_state{state=\"given_up\"}") == 1);

            assertThat(rest.metric("vs_game_memory_bytes")).isNaN();
            assertThat(rest.metric("vs_game_uptime_seconds")).isNaN();
            assertThat(rest.metric("vs_game_cpu_seconds")).isZero();
        }
    }
}
