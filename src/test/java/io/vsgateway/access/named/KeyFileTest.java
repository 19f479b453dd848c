package io.vsgateway.access.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.access.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final String SECRET = "a-key-that-nobody-finds";

    @TempDir Path folder;

    private static NamedKey key(String name) {
        return NamedKey.of(name, Role.ADMIN, SECRET + name, Optional.empty(), List.of());
    }

    @Test
    void what_was_written_is_read_and_holds_no_key() throws Exception {
        Path file = folder.resolve("keys.json");
        var anna =
                NamedKey.of(
                        "anna",
                        Role.MONITOR,
                        SECRET,
                        Optional.of(Instant.parse("2027-01-31T00:00:00Z")),
                        List.of("/time( .*)?", "/list"));

        KeyFile.change(file, keys -> List.of(key("bob"), anna));

        assertThat(KeyFile.read(file)).containsExactly(key("bob"), anna);
        assertThat(file).content().doesNotContain(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_change_keeps_owner_and_mode_and_the_link_that_leads_there() throws Exception {
        Path file = folder.resolve("keys.json");
        Path link = folder.resolve("link.json");
        KeyFile.change(file, _ -> List.of(key("anna")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(link, file);

        KeyFile.change(link, _ -> List.of());

        assertThat(link).isSymbolicLink();
        assertThat(KeyFile.read(file)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_change_that_is_not_possible_changes_nothing() throws Exception {
        Path file = folder.resolve("keys.json");
        KeyFile.change(file, _ -> List.of(key("anna")));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> KeyFile.change(file, _ -> List.of(key("bob"), key("bob"))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void a_file_is_read_as_a_whole_while_it_is_changed() throws Exception {
        Path file = folder.resolve("keys.json");
        KeyFile.change(file, _ -> List.of(key("0")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing =
                    threads.submit(() -> {
                        for (int i = 1; i < 100; i++) {
                            String name = Integer.toString(i);
                            KeyFile.change(
                                    file,
                                    keys -> {
                                        var more = new ArrayList<>(keys);
                                        more.add(key(name));
                                        return more;
                                    });
                        }
                        return true;
                    });
            int seen = 1;
            while (!changing.isDone()) {
                int now = KeyFile.read(file).size();
                assertThat(now).isGreaterThanOrEqualTo(seen);
                seen = now;
            }
            assertThat(changing.get()).isTrue();
        }
        assertThat(KeyFile.read(file)).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                        | no object
                    {                                         | no JSON in line 1
                    []                                        | no object
                    {"keys":{}}                               | no object
                    {"keys":[],"more":1}                      | no object
                    {"keys":[]} x                             | no JSON
                    {"keys":[1]}                              | key 1: name is missing
                    {"keys":[{"name":"a","role":"admin"}]}    | key 1: sha256 is missing
                    {"keys":[{"name":"A","role":"admin","sha256":"D"}]}        | small letters
                    {"keys":[{"name":"admin","role":"admin","sha256":"D"}]}    | means something else
                    {"keys":[{"name":"a-key","role":"admin","sha256":"D"}]}    | means something else
                    {"keys":[{"name":"a","role":"player","sha256":"D"}]}       | the role of a key
                    {"keys":[{"name":"a","role":"root","sha256":"D"}]}         | the role of a key
                    {"keys":[{"name":"a","role":"admin","sha256":"abc"}]}      | 64 digits
                    {"keys":[{"name":"a","role":"admin","key":"secret"}]}      | nobody knows a member
                    {"keys":[{"name":"a","role":"admin","sha256":"D","expires_at":"soon"}]} | no time such as
                    {"keys":[{"name":"a","role":"admin","sha256":"D","expires_at":null}]}   | expires_at is missing
                    {"keys":[{"name":"a","role":"admin","sha256":"D","commands":[]}]}       | no list with texts
                    {"keys":[{"name":"a","role":"admin","sha256":"D","commands":"/x"}]}     | no list with texts
                    {"keys":[{"name":"a","role":"admin","sha256":"D","commands":[7]}]}      | 1 to 256 characters
                    {"keys":[{"name":"a","role":"admin","sha256":"D","commands":["("]}]}    | is none
                    {"keys":[{"name":"a","role":"admin","sha256":"D"},{"name":"b","role":"admin","sha256":"D"}]} | key 2: the same
                    """)
    void what_is_wrong_is_told_without_the_text(String text, String told) {
        byte[] bytes =
                text.replace("\"D\"", '"' + "0f".repeat(32) + '"').getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> KeyFile.parse(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("0f0f");
    }

    @Test
    void it_is_bounded() {
        byte[] tooLong =
                ("{\"keys\":[]}" + " ".repeat(KeyFile.MOST_BYTES)).getBytes(StandardCharsets.UTF_8);
        String entry = "{\"name\":\"k%d\",\"role\":\"admin\",\"sha256\":\"%064x\"}";
        var many = new ArrayList<String>();
        for (int i = 0; i <= KeyFile.MOST_KEYS; i++) {
            many.add(entry.formatted(i, i));
        }
        byte[] all =
                ("{\"keys\":[" + String.join(",", many) + "]}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> KeyFile.parse(tooLong)).hasMessageContaining("bytes");
        assertThatThrownBy(() -> KeyFile.parse(all)).hasMessageContaining("more than 1000 keys");
    }
}
