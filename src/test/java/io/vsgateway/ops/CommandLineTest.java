package io.vsgateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @Test
    void words_are_separated_by_blanks() {
        assertThat(CommandLine.split("  dotnet\tVintagestoryServer.dll   --dataPath  /srv/vs "))
                .containsExactly("dotnet", "VintagestoryServer.dll", "--dataPath", "/srv/vs");
    }

    @Test
    void single_quotes_keep_everything_as_it_is() {
        assertThat(CommandLine.split("run '--withconfig={\"a\": \\n $x}' b"))
                .containsExactly("run", "--withconfig={\"a\": \\n $x}", "b");
    }

    @Test
    void double_quotes_keep_blanks_and_let_a_backslash_escape_only_what_is_special() {
        assertThat(CommandLine.split("run \"a  b\" \"\\\"q\\\" \\\\ \\$ \\` \\n\""))
                .containsExactly("run", "a  b", "\"q\" \\ $ ` \\n");
    }

    @Test
    void a_backslash_takes_the_next_character_as_it_is() {
        assertThat(CommandLine.split("run a\\ b \\' \\\\ c\\\nd"))
                .containsExactly("run", "a b", "'", "\\", "cd");
    }

    @Test
    void quotes_within_a_word_join_and_an_empty_pair_is_an_empty_word() {
        assertThat(CommandLine.split("run a'b'\"c\"d '' \"\""))
                .containsExactly("run", "abcd", "", "");
    }

    @Test
    void nothing_is_expanded() {
        assertThat(CommandLine.split("run $HOME ~ *.dll a;b | `x` #c"))
                .containsExactly("run", "$HOME", "~", "*.dll", "a;b", "|", "`x`", "#c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run 'a", "run \"a", "run \"a\\\"", "run \\", "", "  ", "''"})
    void what_cannot_be_split_is_an_error_that_names_the_setting(String line) {
        assertThatThrownBy(() -> CommandLine.split(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_COMMAND");
    }

    /// The shell is the judge.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 'b c' d",
                "a\\ b c",
                "\"x\\y\" 'z'\\''w'",
                "a\"b 'c' d\"e",
                "a '' \"\"",
                "é '漢 字'"
            })
    void a_shell_splits_them_the_same(String line) throws Exception {
        var shell = new ProcessBuilder("/bin/sh", "-c", "printf '[%s]' " + line).start();

        String split = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(
                        String.join(
                                "",
                                CommandLine.split(line).stream().map("[%s]"::formatted).toList()))
                .isEqualTo(split);
    }
}
