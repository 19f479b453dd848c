package io.vsgateway.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.named.KeyFile;
import io.vsgateway.access.named.NamedKey;
import io.vsgateway.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("keys.json");
    }

    private CommandRun.Outcome key(String... args) {
        var line = new ArrayList<>(List.of("key"));
        line.addAll(List.of(args));
        return new CommandRun(Map.of("VS_API_KEYS_FILE", file.toString()))
                .run(line.toArray(String[]::new));
    }

    @Test
    void a_key_is_made_listed_and_revoked() throws Exception {
        CommandRun.Outcome added =
                key(
                        "add",
                        "anna",
                        "--expires",
                        "30d",
                        "--command",
                        "/time( .*)?",
                        "--command",
                        "/x");
        key("add", "--role", "monitor", "bob");

        assertThat(added.errors()).isEmpty();
        assertThat(added.exitCode()).isZero();
        String secret = added.output().strip();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file)).doesNotContain(secret);
        NamedKey anna = KeyFile.read(file).getFirst();
        assertThat(anna)
                .isEqualTo(
                        NamedKey.of(
                                "anna",
                                KeyFile.role("admin"),
                                secret,
                                anna.expiresAt(),
                                List.of("/time( .*)?", "/x")));
        assertThat(Duration.between(Instant.now(), anna.expiresAt().orElseThrow()).toDays())
                .isEqualTo(29);

        assertThat(key("list").output().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "anna +admin +until \\S+Z  only /time\\( \\.\\*\\)\\? or /x"),
                        line -> assertThat(line).matches("bob +monitor +lasting"));
        assertThat(key("list", "--json").output().lines().toList().getLast())
                .isEqualTo("{\"name\":\"bob\",\"role\":\"monitor\",\"expired\":false}");

        assertThat(key("revoke", "anna").exitCode()).isZero();
        assertThat(key("list").output()).startsWith("bob ");
    }

    @Test
    void what_cannot_be_done_is_one_line_and_leaves_the_file_alone() throws Exception {
        key("add", "anna");
        String before = Files.readString(file);

        assertThat(key("add", "anna"))
                .isEqualTo(
                        new CommandRun.Outcome(
                                1,
                                "",
                                "vs-gateway key add: there is a key of that name; revoke it first\n"));
        assertThat(key("revoke", "bob").errors()).contains("there is no key of that name");
        assertThat(key("add", "Anna").errors()).contains("small letters");
        Path nowhere = file.resolveSibling("none");
        assertThat(key("add", "anna", "--file", nowhere.resolve("keys").toString()).errors())
                .isEqualTo("vs-gateway key add: there is no " + nowhere + "\n");
        assertThat(key("add", "bob", "--role", "player").exitCode()).isEqualTo(2);
        assertThat(key("add", "bob", "--expires", "soon").errors()).contains("--expires wants");
        assertThat(key("add", "bob", "--command", "(").errors()).contains("expression");
        assertThat(key().exitCode()).isEqualTo(2);
        assertThat(new CommandRun(Map.of()).run("key", "list").errors())
                .contains("Set VS_API_KEYS_FILE, or give --file");
        assertThat(Files.readString(file)).isEqualTo(before);

        Files.writeString(file, "{");
        assertThat(key("add", "bob").errors()).contains("no JSON");
        assertThat(key("list").exitCode()).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo("{");
    }
}
