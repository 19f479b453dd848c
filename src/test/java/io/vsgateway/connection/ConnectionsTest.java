package io.vsgateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final Duration HEAD = Duration.ofSeconds(10);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void half_of_what_is_free_beyond_the_reserve_is_for_connections_that_are_no_websocket() {
        var connections = new Connections(5000, HEAD, OptionalLong.of(164));

        assertThat(entered(connections, 60)).isEqualTo(50);
        assertThat(connections.plain()).isEqualTo(50);
    }

    @Test
    void what_has_become_a_websocket_makes_room_until_all_places_are_taken() {
        var connections = new Connections(5000, HEAD, OptionalLong.of(164));
        int all = 0;
        for (int i = 0; i < 200 && connections.enter(channel); i++) {
            connections.upgraded();
            all++;
        }

        assertThat(all).isEqualTo(100);
        assertThat(connections.plain()).isZero();
        connections.left(true);
        assertThat(connections.enter(channel)).isTrue();
    }

    @Test
    void a_place_is_free_as_soon_as_one_has_left() {
        var connections = new Connections(1, HEAD, OptionalLong.empty());

        assertThat(entered(connections, 2)).isEqualTo(1);
        connections.left(false);
        assertThat(entered(connections, 2)).isEqualTo(1);
        assertThat(connections.all()).isEqualTo(1);
    }

    @Test
    void one_gets_in_however_few_descriptors_there_are() {
        assertThat(entered(new Connections(5000, HEAD, OptionalLong.of(0)), 3)).isEqualTo(1);
        assertThat(entered(new Connections(5000, HEAD, OptionalLong.of(10)), 3)).isEqualTo(2);
    }

    @Test
    void the_limit_is_that_of_the_system() {
        String limits =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             15411                15411                processes
                Max open files            1024                 524288               files
                """;

        assertThat(Descriptors.limit(limits)).hasValue(1024);
        assertThat(Descriptors.limit(limits.replace("1024 ", "unlimited "))).isEmpty();
        assertThat(Descriptors.limit("")).isEmpty();
    }

    private int entered(Connections connections, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            entered += connections.enter(channel) ? 1 : 0;
        }
        return entered;
    }
}
