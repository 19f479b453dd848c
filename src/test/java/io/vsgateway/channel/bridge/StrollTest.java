package io.vsgateway.channel.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.channel.world.WorldSettings.Plane;
import io.vsgateway.game.Player;
import io.vsgateway.wire.channel.ChannelMessage.Positions.Move;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrollTest {
    private static final double TICK = 0.1;
    private static final List<Player> MANY =
            IntStream.range(0, 500).mapToObj(n -> player("Player" + n)).toList();

    private static Player player(String name) {
        return new Player(name, Instant.EPOCH);
    }

    private static List<Move> at(double seconds) {
        return Stroll.of(MANY, Plane.XY, seconds).moves();
    }

    @Test
    void nobody_jumps_stands_still_or_goes_far_away() {
        List<Move> begin = at(0);
        List<Move> before = begin;
        for (int tick = 1; tick <= 1000; tick++) {
            List<Move> now = at(tick * TICK);
            for (int n = 0; n < now.size(); n++) {
                assertThat(distance(before.get(n), now.get(n))).isLessThan(3);
                assertThat(Math.abs(now.get(n).x())).isLessThanOrEqualTo(Stroll.FARTHEST);
                assertThat(Math.abs(now.get(n).y())).isLessThanOrEqualTo(Stroll.FARTHEST);
            }
            before = now;
        }
        List<Move> later = at(5);
        assertThat(IntStream.range(0, later.size()))
                .allMatch(n -> distance(begin.get(n), later.get(n)) > 1);
    }

    private static double distance(Move one, Move other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    @Test
    void each_goes_their_own_way() {
        List<Move> now = Stroll.of(MANY.subList(0, 20), Plane.XY, 1e6).moves();
        assertThat(now.stream().map(one -> one.x() + " " + one.y()).distinct()).hasSize(20);
        assertThat(Stroll.of(List.of(MANY.get(7)), Plane.XY, 1e6).moves())
                .as("whoever else is there")
                .containsExactly(now.get(7));
    }

    @Test
    void where_height_is_the_second_coordinate_they_stay_on_the_ground() {
        Move flat = Stroll.of(MANY, Plane.XY, 7).moves().getFirst();
        Move deep = Stroll.of(MANY, Plane.XZ, 7).moves().getFirst();

        assertThat(flat.z()).isNull();
        assertThat(deep.x()).isEqualTo(flat.x());
        assertThat(deep.y()).isZero();
        assertThat(deep.z()).isEqualTo(flat.y());
    }

    @Test
    void they_are_called_as_in_the_list_of_players_which_has_an_end() {
        assertThat(at(0)).hasSize(Standing.MOST_LISTED);
        assertThat(
                        Stroll.of(
                                        Stream.of("Old Tom", "\u202enimdA")
                                                .map(StrollTest::player)
                                                .toList(),
                                        Plane.XY,
                                        0)
                                .moves())
                .allMatch(one -> one.userId().equals("game:" + one.user()))
                .noneMatch(one -> one.userId().contains("\u202e"))
                .first()
                .extracting(Move::userId)
                .isEqualTo("game:Old Tom");
    }
}
