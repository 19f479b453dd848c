package io.vsgateway.access.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.CapturedLog;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Right;
import io.vsgateway.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedKeysTest {
    private static final String SECRET = "a-key-that-nobody-finds";
    private static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir Path folder;
    private Instant now = BEGIN;
    private NamedKeys keys;

    private Path file() {
        return folder.resolve("keys.json");
    }

    private void begin(NamedKey... entries) throws IOException {
        write(entries);
        keys = NamedKeys.following(Optional.of(file()), () -> now);
    }

    private void write(NamedKey... entries) throws IOException {
        KeyFile.change(file(), _ -> List.of(entries));
    }

    @AfterEach
    void close() {
        if (keys != null) {
            keys.close();
        }
    }

    private static NamedKey key(String name, String... commands) {
        return NamedKey.of(name, Role.ADMIN, SECRET + name, Optional.empty(), List.of(commands));
    }

    private Grant grant(String name) {
        return keys.verify(SECRET + name).orElseThrow();
    }

    @Test
    void the_holder_is_known_by_the_name_of_the_key() throws Exception {
        begin(key("anna"), key("bob"));

        Grant anna = grant("anna");

        assertThat(anna.name()).isEqualTo("anna");
        assertThat(anna.userId()).isEqualTo("key:anna");
        assertThat(anna.displayName()).isEqualTo("anna");
        assertThat(anna.role()).isEqualTo(Role.ADMIN);
        assertThat(anna.proof()).isEqualTo(Proof.KEY);
        assertThat(anna.may(Right.CONTROL_GAME)).isTrue();
        assertThat(anna.maySend("/anything")).isTrue();
        assertThat(keys.verify(SECRET)).isEmpty();
        assertThat(keys.verify("")).isEmpty();
    }

    @Test
    void commands_match_as_a_whole_also_of_what_the_key_bought_and_the_game_is_not_controlled()
            throws Exception {
        begin(key("anna", "/time( .*)?", "/list clients"));

        Grant bought = grant("anna").as(Proof.TICKET).until(() -> true);

        assertThat(bought.maySend("/time")).isTrue();
        assertThat(bought.maySend("/time set 5")).isTrue();
        assertThat(bought.maySend("/list clients")).isTrue();
        assertThat(bought.maySend("/list clients all")).isFalse();
        assertThat(bought.maySend("/timebomb")).isFalse();
        assertThat(bought.maySend("/announce /time")).isFalse();
        assertThat(bought.may(Right.SEND_COMMANDS)).isTrue();
        assertThat(bought.may(Right.CONTROL_GAME)).isFalse();
    }

    @Test
    void a_change_is_taken_and_ends_what_is_not_the_same_any_more() throws Exception {
        begin(key("anna"), key("bob"), key("carol"));
        Grant anna = grant("anna");
        Grant bob = grant("bob");
        Grant carol = grant("carol");

        write(key("anna"), key("bob", "/time"), key("dora"));
        keys.look();

        assertThat(anna.lease().holds()).isTrue();
        assertThat(bob.lease().holds()).as("it may do less now").isFalse();
        assertThat(grant("bob").maySend("/stop")).isFalse();
        assertThat(carol.lease().holds()).isFalse();
        assertThat(keys.verify(SECRET + "carol")).isEmpty();
        assertThat(grant("dora").lease().holds()).isTrue();

        write(key("anna"), key("bob"), key("carol"));
        keys.look();
        assertThat(carol.lease().holds()).as("what has ended stays so").isFalse();
        assertThat(grant("carol").lease().holds()).isTrue();
    }

    @Test
    void a_key_expires() throws Exception {
        Instant end = BEGIN.plusSeconds(60);
        begin(NamedKey.of("anna", Role.MONITOR, SECRET, Optional.of(end), List.of()));
        Grant anna = keys.verify(SECRET).orElseThrow();
        assertThat(anna.lease().remaining()).contains(Duration.ofSeconds(60));

        now = end;

        assertThat(anna.lease().holds()).isFalse();
        assertThat(anna.lease().remaining()).contains(Duration.ZERO);
        assertThat(keys.verify(SECRET)).isEmpty();
        now = BEGIN;
        assertThat(anna.lease().holds()).as("also if the clock is set back").isFalse();
    }

    @Test
    void a_broken_file_changes_nothing_and_is_told_once() throws Exception {
        begin(key("anna"));
        Grant anna = grant("anna");
        byte[] whole = Files.readAllBytes(file());
        try (CapturedLog log = CapturedLog.start()) {
            Files.writeString(file(), "{\"keys\":[{\"name\":\"anna\",\"key\":\"in-plain-text\"");
            keys.look();
            keys.look();
            assertThat(grant("anna").lease().holds()).isTrue();
            Files.delete(file());
            keys.look();
            assertThat(anna.lease().holds()).isTrue();
            Files.write(file(), whole);
            keys.look();

            assertThat(anna.lease().holds()).isTrue();
            List<String> told =
                    log.lines().stream().filter(l -> l.contains("VS_API_KEYS_FILE")).toList();
            assertThat(told).hasSize(3).noneMatch(line -> line.contains("in-plain-text"));
            assertThat(told.get(0)).startsWith("ERROR").contains("no JSON", "stay as they were");
            assertThat(told.get(1)).startsWith("ERROR").contains("no such file");
            assertThat(told.get(2)).startsWith("INFO").contains("read anew: 1 keys");
        }
    }

    @Test
    void at_the_start_a_broken_file_is_a_mistake_in_the_settings() throws Exception {
        assertThatThrownBy(() -> NamedKeys.check(Optional.of(file())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("VS_API_KEYS_FILE", "no such file");
        Files.writeString(file(), "{}");
        assertThatThrownBy(() -> NamedKeys.check(Optional.of(file())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no object");
        NamedKeys.check(Optional.empty());
    }
}
