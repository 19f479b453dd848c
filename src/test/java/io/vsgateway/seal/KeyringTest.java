package io.vsgateway.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private static final String ONE = key(1);
    private static final String TWO = key(2);

    private static String key(int of) {
        byte[] bytes = new byte[32];
        bytes[7] = (byte) of;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Keyring keys(String text) {
        return Keyring.parse(text);
    }

    @Test
    void what_is_sealed_is_opened_by_every_run_with_the_same_key() {
        String sealed = keys(ONE).seal("here", "grüße \u2028 😀");

        assertThat(keys(ONE).open("here", sealed)).contains("grüße \u2028 😀");
        assertThat(sealed).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void an_empty_text_is_one_too() {
        assertThat(keys(ONE).open("", keys(ONE).seal("", ""))).contains("");
    }

    @Test
    void the_same_text_is_sealed_another_way_each_time_and_by_each_run() {
        Set<String> sealed = new HashSet<>();
        for (int run = 0; run < 10; run++) {
            Keyring keys = keys(ONE);
            for (int i = 0; i < 100; i++) {
                sealed.add(keys.seal("here", "same"));
            }
        }
        assertThat(sealed).hasSize(1000);
    }

    @Test
    void nothing_opens_it_with_another_key_or_at_another_place() {
        String sealed = keys(ONE).seal("here", "text");

        assertThat(keys(TWO).open("here", sealed)).isEmpty();
        assertThat(keys(ONE).open("there", sealed)).isEmpty();
    }

    @Test
    void a_change_of_any_byte_is_seen() {
        Keyring keys = keys(ONE);
        byte[] sealed = Base64.getUrlDecoder().decode(keys.seal("here", "text"));
        byte[] label = Base64.getUrlDecoder().decode(keys.labels("use", "name").getFirst());

        for (int i = 0; i < sealed.length; i++) {
            assertThat(keys.open("here", changed(sealed, i))).isEmpty();
        }
        for (int i = 0; i < label.length; i++) {
            assertThat(keys.name("use", changed(label, i))).isEmpty();
        }
    }

    private static String changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
    }

    @Test
    void what_is_too_short_or_no_base64_is_not_opened() {
        Keyring keys = keys(ONE);
        String sealed = keys.seal("here", "text");
        String label = keys.labels("use", "name").getFirst();

        for (int i = 0; i < sealed.length(); i++) {
            assertThat(keys.open("here", sealed.substring(0, i))).isEmpty();
        }
        for (int i = 0; i < label.length(); i++) {
            assertThat(keys.name("use", label.substring(0, i))).isEmpty();
        }
        assertThat(keys.open("here", "{}")).isEmpty();
        assertThat(keys.name("use", "chat:global")).isEmpty();
    }

    @Test
    void a_name_has_one_label_in_one_use_which_tells_it_again() {
        String label = keys(ONE).labels("topic", "chat:guild:oak").getFirst();

        assertThat(keys(ONE).labels("topic", "chat:guild:oak")).containsExactly(label);
        assertThat(keys(ONE).name("topic", label)).contains("chat:guild:oak");
        assertThat(keys(ONE).name("other", label)).isEmpty();
        assertThat(keys(TWO).name("topic", label)).isEmpty();
        assertThat(keys(ONE).labels("other", "chat:guild:oak")).doesNotContain(label);
        assertThat(label).doesNotContain("chat").matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_mark_is_the_same_for_the_same_name_and_of_one_length() {
        assertThat(keys(ONE).marks("key", "k")).isEqualTo(keys(ONE).marks("key", "k"));
        assertThat(keys(ONE).marks("key", "k")).isNotEqualTo(keys(ONE).marks("key", "l"));
        assertThat(keys(ONE).marks("key", "k".repeat(99)).getFirst()).hasSize(22);
    }

    /// What is written stays readable for versions to come, and keys are derived as the JDK does
    /// it.
    @Test
    void what_was_sealed_once_is_opened_by_all_versions() throws Exception {
        byte[] key = Base64.getDecoder().decode(ONE);
        byte[] id =
                KDF.getInstance("HKDF-SHA256")
                        .deriveData(
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(key)
                                        .addSalt(new byte[32])
                                        .thenExpand("vs-gateway id".getBytes(UTF_8), 4));
        assertThat(keys(ONE).ids())
                .containsExactly(Base64.getUrlEncoder().withoutPadding().encodeToString(id));
        assertThat(
                        keys(ONE)
                                .open(
                                        "here",
                                        "X0QAnVo_g_4tZxQuezJaiUUCDtIAAAAAAAAAARsbWJrEvfksutCrhWcVy-0Jp_wW"))
                .contains("once");
        assertThat(keys(ONE).labels("topic", "chat:global"))
                .containsExactly("X0QAndErvz16izr4NMBN4CPb8btwcZi-_FNgxNRxVQ");
    }

    @Test
    void the_first_key_seals_and_all_open() {
        String old = keys(ONE).seal("here", "old");
        String label = keys(ONE).labels("use", "name").getFirst();
        Keyring both = keys(TWO + ",\n " + ONE + "\n");

        assertThat(both.open("here", old)).contains("old");
        assertThat(both.labels("use", "name"))
                .containsExactly(keys(TWO).labels("use", "name").getFirst(), label);
        assertThat(both.name("use", label)).contains("name");
        assertThat(keys(TWO).open("here", both.seal("here", "new"))).contains("new");
        assertThat(keys(ONE).open("here", both.seal("here", "new"))).isEmpty();
    }

    @Test
    void what_is_no_key_is_refused_and_not_shown() {
        for (String wrong : new String[] {"", "secret", "c2VjcmV0", ONE + ",c2VjcmV0", "%&/("}) {
            assertThatThrownBy(() -> keys(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("a key (is not Base64|has 32 bytes, not \\d+)");
        }
    }
}
