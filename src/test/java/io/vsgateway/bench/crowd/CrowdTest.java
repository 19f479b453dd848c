package io.vsgateway.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.bench.socket.Target;
import io.vsgateway.websocket.RawServer;
import io.vsgateway.websocket.connection.Frame;
import io.vsgateway.wire.Format;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void all_watchers_get_all_lines() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 2, 3))) {
            Delivery delivery = deliver(gateway, 5, 3, PATIENCE);

            assertThat(delivery.failure()).isEmpty();
            assertThat(delivery.complete()).isEqualTo(5);
            assertThat(delivery.expected()).isEqualTo(15);
            assertThat(delivery.delivered()).isEqualTo(15);
            assertThat(delivery.latency().getTotalCount()).isEqualTo(15);
            assertThat(delivery.order()).isEqualTo(Order.NONE);
        }
    }

    @Test
    void a_told_gap_is_no_fault_and_a_silent_one_is() {
        byte[] gap = FakeGateway.text("[now vs-gateway] 2 lines were missed here");
        try (var honest = FakeGateway.sending(FakeGateway.ticks(1), gap, FakeGateway.ticks(4));
                var silent = FakeGateway.sending(FakeGateway.ticks(1, 4));
                var repeating = FakeGateway.sending(FakeGateway.ticks(1, 2, 2, 3, 4))) {
            assertThat(deliver(honest, 2, 4, PATIENCE).order()).isEqualTo(new Order(2, 4, 0, 0, 0));
            assertThat(deliver(silent, 2, 4, PATIENCE).order()).isEqualTo(new Order(0, 0, 4, 0, 0));
            assertThat(deliver(repeating, 2, 4, PATIENCE).order())
                    .isEqualTo(new Order(0, 0, 0, 2, 0));
        }
    }

    @Test
    void lines_that_do_not_come_are_waited_for_in_vain() {
        try (var gateway = FakeGateway.sending(FakeGateway.ticks(1, 2))) {
            Delivery delivery = deliver(gateway, 2, 3, SHORT);

            assertThat(delivery.complete()).isZero();
            assertThat(delivery.delivered()).isEqualTo(4);
            assertThat(delivery.order().isKept()).isTrue();
        }
    }

    @Test
    void pings_are_answered() {
        try (var gateway =
                FakeGateway.sending(RawServer.frame(0x89, (byte) 'p'), FakeGateway.ticks(1))) {
            assertThat(deliver(gateway, 1, 1, PATIENCE).complete()).isEqualTo(1);

            await().atMost(PATIENCE).until(() -> gateway.answers().contains(Frame.PONG));
        }
    }

    @Test
    void a_closed_connection_is_told_with_its_code() {
        byte[] reason = "??too slow".getBytes(StandardCharsets.UTF_8);
        reason[0] = (byte) (4010 >> 8);
        reason[1] = (byte) 4010;
        try (var gateway = FakeGateway.sending(RawServer.frame(0x88, reason));
                var crowd = crowd(gateway, 3)) {
            crowd.connect(64, 0, PATIENCE);
            crowd.deliver(new TickOrder(0, 1, 1, false), PATIENCE);

            assertThat(crowd.reasons())
                    .containsExactly(Map.entry("closed by the gateway: 4010 too slow", 3));
        }
    }

    @Test
    void a_rejected_command_is_told_with_its_reason() {
        try (var gateway = FakeGateway.rejecting()) {
            assertThat(deliver(gateway, 1, 1, PATIENCE).failure())
                    .isEqualTo("the command was rejected: so");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP/1.1 101 Yes\r\n\r\n"})
    void a_refused_handshake_is_a_failed_client(String head) {
        try (var gateway = FakeGateway.answering(head);
                var crowd = crowd(gateway, 3)) {
            Connects connects = crowd.connect(2, 0, PATIENCE);

            assertThat(connects.failed()).isEqualTo(3);
            assertThat(crowd.reasons()).hasSize(1);
            assertThat(crowd.reasons().values()).containsExactly(3);
        }
    }

    private static Delivery deliver(FakeGateway gateway, int clients, int lines, Duration atMost) {
        try (var crowd = crowd(gateway, clients)) {
            Connects connects = crowd.connect(64, 0, PATIENCE);
            assertThat(connects.opened()).as(crowd.reasons().toString()).isEqualTo(clients);
            return crowd.deliver(new TickOrder(0, lines, 1, false), atMost);
        }
    }

    private static Crowd crowd(FakeGateway gateway, int clients) {
        return Crowd.watching(Target.of(gateway.url(), "key"), Format.TEXT, clients, 0, _ -> {});
    }
}
