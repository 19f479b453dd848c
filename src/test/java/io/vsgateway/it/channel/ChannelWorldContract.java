package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients that read slowly, stall, are cut and come back by one id, while others publish by REST
/// and over sockets: ids rise strictly, nothing comes twice, and every event that was acknowledged
/// is received or lies in a gap that was told.
@Tag("alone")
abstract class ChannelWorldContract {
    private static final int CLIENTS = 6;
    private static final int PUBLICATIONS = 1200;

    abstract String writer();

    @Test
    void few_topics() throws Exception {
        run(5, 1);
    }

    @Test
    void many_topics() throws Exception {
        run(200, 2);
    }

    private void run(int topics, long seed) throws Exception {
        try (GatewayProcess gateway =
                Player.gateway(writer()).set("VS_SESSION_LIMITS_PER_USER", "1000").start()) {
            Map<String, String> acknowledged = new ConcurrentHashMap<>();
            var readers = new ArrayList<WanderingReader>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(seed * 100 + i);
                readers.add(new WanderingReader(List.of(gateway), i, topics, random));
            }
            var published = new CountDownLatch(2);
            var byRest = new RandomPublisher(gateway, topics, new Random(seed), acknowledged);
            var bySocket =
                    new RandomPublisher(gateway, topics, new Random(seed + 50), acknowledged);
            Thread.ofVirtual()
                    .start(() -> {
                        byRest.byRest(PUBLICATIONS / 2);
                        published.countDown();
                    });
            Thread.ofVirtual()
                    .start(() -> {
                        bySocket.bySocket(PUBLICATIONS / 2);
                        published.countDown();
                    });
            var threads = readers.stream().map(reader -> Thread.ofVirtual().start(reader)).toList();
            assertThat(published.await(120, TimeUnit.SECONDS)).isTrue();
            var end = new Rest(gateway, Player.SERVICE_KEY);
            end.post("/api/v1alpha1/publish", "{\"all\":true,\"event\":{\"type\":\"the_end\"}}");
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(120));
            }

            assertThat(acknowledged).hasSize(PUBLICATIONS);
            readers.forEach(reader -> reader.check(acknowledged));
            assertThat(gateway.complaints()).isEmpty();
        }
    }
}
