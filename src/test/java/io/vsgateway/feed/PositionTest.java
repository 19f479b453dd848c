package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void an_id_names_its_position() {
        var position = new Position("k3f9x2", 17);

        assertThat(position.id()).isEqualTo("k3f9x2-17");
        assertThat(Position.parse(position.id())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "17",
                "k3f9x2",
                "k3f9x2-",
                "-17",
                "k3f9x2--1",
                "k3f9x2-017",
                "K-1",
                "a b-1",
                "k-1\n",
                "k-9999999999999999999",
                "k-1-2"
            })
    void anything_else_is_no_id(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void impossible_positions_cannot_be_made() {
        assertThatThrownBy(() -> new Position("e", -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Position("", 1)).hasMessageContaining("epoch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"K", "a b", "a-b", "ü", "k\n", "123456789012345678901234567890123"})
    void an_epoch_that_could_not_be_read_back_is_none(String epoch) {
        assertThatThrownBy(() -> new Position(epoch, 1)).hasMessageContaining("epoch");
    }

    @Test
    void an_offset_that_could_not_be_read_back_is_none() {
        var last = new Position("e", 999_999_999_999_999_999L);

        assertThat(Position.parse(last.id())).contains(last);
        assertThatThrownBy(() -> new Position("e", last.offset() + 1))
                .hasMessageContaining("offset");
    }
}
