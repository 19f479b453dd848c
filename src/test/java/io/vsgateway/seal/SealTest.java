package io.vsgateway.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
    private static Seal with(int... of) {
        var keys = new StringBuilder();
        for (int one : of) {
            byte[] bytes = new byte[32];
            bytes[0] = (byte) one;
            keys.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
        }
        return Seal.with(Keyring.parse(keys.toString()));
    }

    @Test
    void without_keys_everything_is_left_as_it_is() {
        Seal none = Seal.none();

        assertThat(none.close("here", "text")).isEqualTo("text");
        assertThat(none.open("here", "text")).contains("text");
        assertThat(none.labels("use", "name")).containsExactly("name");
        assertThat(none.name("use", "name")).contains("name");
        assertThat(none.marks("use", "name")).containsExactly("name");
        assertThat(none.unreadable()).isZero();
    }

    @Test
    void what_cannot_be_opened_is_counted() {
        Seal seal = with(1);

        assertThat(seal.open("here", "text")).isEmpty();
        assertThat(seal.open("there", seal.close("here", "text"))).isEmpty();
        assertThat(seal.open("here", with(2).close("here", "text"))).isEmpty();
        assertThat(seal.unreadable()).isEqualTo(3);

        Seal none = Seal.none();
        assertThat(none.open("here", seal.close("here", "text"))).isEmpty();
        assertThat(none.unreadable()).isOne();
    }

    @Test
    void gateways_agree_if_each_opens_what_the_other_seals() {
        assertThat(with(1).opens(with(1).written())).isTrue();
        assertThat(with(2, 1).opens(with(1).written())).isTrue();
        assertThat(with(1, 2).opens(with(2, 1).written())).isTrue();
        assertThat(with(2).opens(with(1).written())).isFalse();
        assertThat(with(1).opens(Seal.none().written())).isFalse();
        assertThat(Seal.none().opens(with(1).written())).isFalse();
        assertThat(Seal.none().opens(Seal.none().written())).isTrue();
    }
}
