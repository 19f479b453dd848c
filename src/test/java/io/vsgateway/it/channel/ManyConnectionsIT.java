package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Heap;
import io.vsgateway.it.Rest;
import io.vsgateway.it.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Very many connections to the channels, and very many topics, one after the other: what they take
/// is given back. `-Dchannel.connections=19000 -Dchannel.topics=100000` for as many as there may
/// be.
@Tag("alone")
@Timeout(1800)
class ManyConnectionsIT {
    private static final int CONNECTIONS = Integer.getInteger("channel.connections", 2000);
    private static final int TOPICS = Integer.getInteger("channel.topics", 9000);
    private static final int FRIENDS = 5;

    /// What the gateway may hold more than before: it takes and gives back pieces of some MiB as it
    /// likes. With as many as there may be, 400 bytes kept of each connection would be seen, and
    /// 200 of each topic.
    private static final long ALLOWANCE_KIB = 8 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static GatewayProcess.Builder gateway() {
        return Player.gateway("framed")
                .set("VS_SESSION_LIMITS_OPENS_PER_MINUTE", "0")
                .set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false")
                .java("-Xmx256m")
                .java("-Xmn16m");
    }

    @Test
    void connections_with_a_token_and_three_topics_each_leave_nothing_behind() throws Exception {
        try (GatewayProcess gateway = gateway().set("VS_CHANNEL_TOPICS_MAX", "100000").start()) {
            visit(gateway, Math.max(500, CONNECTIONS / 10), "warm");
            long before = Heap.liveKib(gateway);
            Usage idle = Usage.of(gateway);

            try (Audience audience = connected(gateway, CONNECTIONS, "u")) {
                Rest rest = Rest.of(gateway);
                assertThat(rest.metric("vs_roster_connections")).isEqualTo(CONNECTIONS);
                assertThat(rest.metric("vs_channel_subscriptions")).isEqualTo(3.0 * CONNECTIONS);
                tellAll(gateway, audience);
                long during = Heap.liveKib(gateway);
                Usage busy = Usage.of(gateway);
                System.out.printf(
                        "%,d connections with a token and three topics: %.1f KB of RSS each, %.1f KB of heap%n",
                        CONNECTIONS,
                        (busy.rssKib() - idle.rssKib()) * 1.024 / CONNECTIONS,
                        (during - before) * 1.024 / CONNECTIONS);
            }

            nothingIsLeft(gateway);
            long after = Heap.liveKib(gateway);
            System.out.printf("KiB of heap: %,d before, %,d behind%n", before, after);
            assertThat(after).isLessThan(before + ALLOWANCE_KIB);
            await().atMost(PATIENCE).until(() -> Usage.of(gateway).files() <= idle.files() + 5);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static void visit(GatewayProcess gateway, int connections, String users)
            throws Exception {
        try (Audience audience = connected(gateway, connections, users)) {
            tellAll(gateway, audience);
        }
        nothingIsLeft(gateway);
    }

    private static Audience connected(GatewayProcess gateway, int connections, String users)
            throws Exception {
        var audience = new Audience(gateway);
        audience.connect(
                connections,
                i -> "/ws?rooms=r" + i / FRIENDS,
                i -> Player.token(users + i, Map.of()));
        return audience;
    }

    private static void tellAll(GatewayProcess gateway, Audience audience) throws Exception {
        var service = new Rest(gateway, Player.SERVICE_KEY);
        audience.hear(
                "\"type\":\"news\"",
                () ->
                        service.post(
                                "/api/v1alpha1/publish",
                                "{\"all\":true,\"event\":{\"type\":\"news\"}}"));
    }

    private static void nothingIsLeft(GatewayProcess gateway) {
        Rest rest = Rest.of(gateway);
        await().atMost(PATIENCE).until(() -> rest.metric("vs_connections") == 0);
        await().atMost(PATIENCE).until(() -> rest.metric("vs_roster_connections") == 0);
        // Who leaves a room is remembered for some seconds, in case they come back.
        await().atMost(PATIENCE).until(() -> rest.get("/ws/stats").path("rooms").isEmpty());
        assertThat(rest.metric("vs_roster_users")).isZero();
        assertThat(rest.metric("vs_channel_subscriptions")).isZero();
        assertThat(rest.metric("vs_session_timers")).isZero();
    }

    @Test
    void topics_that_come_and_go_take_no_more_than_is_remembered() throws Exception {
        int most = TOPICS / 5;
        try (GatewayProcess gateway =
                gateway()
                        .set("VS_CHANNEL_TOPICS_MAX", Integer.toString(most))
                        .set("VS_CHANNEL_MEMORY", "16M")
                        .start()) {
            Rest rest = Rest.of(gateway);
            // By then there are as many as there may be.
            comeAndGo(gateway, 0, TOPICS / 2);
            assertThat(rest.metric("vs_channel_topics")).isBetween(most / 2.0, (double) most);
            double remembered = rest.metric("vs_channel_bytes");
            long before = Heap.liveKib(gateway);

            comeAndGo(gateway, TOPICS / 2, TOPICS);

            assertThat(rest.metric("vs_channel_topics")).isBetween(most / 2.0, (double) most);
            assertThat(rest.metric("vs_channel_bytes")).isLessThan(remembered * 1.1);
            long after = Heap.liveKib(gateway);
            System.out.printf(
                    "%,d topics: %,d KiB of heap at half, %,d at the end%n", TOPICS, before, after);
            assertThat(after).isLessThan(before + ALLOWANCE_KIB);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /// Every other topic has an event, and is remembered for a while.
    private static void comeAndGo(GatewayProcess gateway, int from, int to) {
        int atOnce = 60;
        try (Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            bot.await("connected");
            for (int i = from; i < to; i += atOnce) {
                int first = i;
                int last = Math.min(to, i + atOnce);
                bot.send(
                        "{'type':'subscribe','id':'s','topics':["
                                + IntStream.range(first, last)
                                        .mapToObj(n -> "'room:t" + n + "'")
                                        .collect(Collectors.joining(","))
                                + "]}");
                for (int n = first; n < last; n++) {
                    bot.await("subscribed");
                }
                for (int n = first; n < last; n += 2) {
                    bot.send("{'type':'publish','topic':'room:t" + n + "','event':{'type':'e'}}");
                    bot.await("e");
                }
                for (int n = first; n < last; n++) {
                    bot.send("{'type':'unsubscribe','id':'u','topic':'room:t" + n + "'}");
                }
                for (int n = first; n < last; n++) {
                    bot.await("unsubscribed");
                }
            }
        }
        nothingIsLeft(gateway);
    }
}
