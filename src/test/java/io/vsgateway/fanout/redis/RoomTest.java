package io.vsgateway.fanout.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {
    private long now;
    private final Room room = new Room("here", () -> now);

    @Test
    void there_is_room_until_it_is_missing() {
        room.isThere();
        assertThat(room.isFull()).isFalse();
        room.isMissing();
        assertThat(room.isFull()).isTrue();
    }

    @Test
    void room_for_a_moment_is_none() {
        for (int i = 0; i < 5; i++) {
            room.isMissing();
            now += Room.QUIET.toNanos() - 1;
            room.isThere();
            assertThat(room.isFull()).isTrue();
        }
        now++;
        room.isThere();
        assertThat(room.isFull()).isFalse();
    }
}
