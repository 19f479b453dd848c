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
}
