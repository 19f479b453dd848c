package io.vsgateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
    @TempDir Path folder;

    private static String value(String assigned) {
        return EnvironmentFile.parse("VS_A=" + assigned + "\nVS_B=b\n").get("VS_A");
    }

    @Test
    void assignments_stand_one_in_a_line() {
        assertThat(EnvironmentFile.parse("VS_A=1\r\n\n  VS_B = two words \nVS_A=3\nVS_C="))
                .isEqualTo(Map.of("VS_A", "3", "VS_B", "two words", "VS_C", ""));
    }

    @Test
    void comments_and_what_is_no_assignment_are_left_out() {
        assertThat(
                        EnvironmentFile.parse(
                                "# VS_A=1\n ; VS_B=2\nexport VS_C=3\nnothing\n=4\n1VS=5\nVS_D=6"))
                .isEqualTo(Map.of("VS_D", "6"));
    }

    @Test
    void a_value_is_taken_as_it_is_but_for_blanks_around_it() {
        assertThat(value(" a  # b ; $HOME ${x} \t")).isEqualTo("a  # b ; $HOME ${x}");
        assertThat(value("it's \"so\"")).isEqualTo("it's \"so\"");
        assertThat(value("a=b==")).isEqualTo("a=b==");
        assertThat(value("ключ-鍵")).isEqualTo("ключ-鍵");
    }

    @Test
    void a_backslash_keeps_what_follows_and_continues_a_line() {
        assertThat(value("(?i)^/stop\\\\b")).isEqualTo("(?i)^/stop\\b");
        assertThat(value("a\\ ")).isEqualTo("a ");
        assertThat(value("\\'a\\'")).isEqualTo("'a'");
        assertThat(value("one \\\n  two")).isEqualTo("one   two");
    }

    @Test
    void single_quotes_keep_everything() {
        assertThat(value("'(?i)^/stop\\b \" # $x'  ")).isEqualTo("(?i)^/stop\\b \" # $x");
        assertThat(value("'two\nlines'")).isEqualTo("two\nlines");
        assertThat(value("' a '")).isEqualTo(" a ");
        assertThat(value("'a' 'b'")).isEqualTo("ab");
    }

    @Test
    void in_double_quotes_a_backslash_keeps_four_characters() {
        assertThat(value("\"a \\\"b\\\" \\\\ \\$ \\` \\n\"")).isEqualTo("a \"b\" \\ $ ` \\n");
        assertThat(value("\"one \\\ntwo\"")).isEqualTo("one two");
        assertThat(value("\"'\"")).isEqualTo("'");
    }

    @Test
    void a_quote_that_does_not_end_is_named_by_its_line_and_not_shown() {
        assertThatThrownBy(() -> EnvironmentFile.parse("VS_A=1\n\nVS_B='secret\nVS_C=3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the quote in line 3 does not end");
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error_that_names_it() throws IOException {
        Path file = folder.resolve("vs.env");
        assertThatThrownBy(() -> EnvironmentFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("VS_ENV_FILE, " + file + ", cannot be read: there is no such file");

        Files.writeString(file, "VS_A=\"secret");
        assertThatThrownBy(() -> EnvironmentFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("VS_ENV_FILE, " + file + ": the quote in line 1 does not end");

        Files.writeString(file, "VS_A=" + "a".repeat((1 << 20) - 5));
        assertThat(EnvironmentFile.read(file)).containsOnlyKeys("VS_A");
        Files.writeString(file, "VS_A=" + "a".repeat((1 << 20) - 4));
        assertThatThrownBy(() -> EnvironmentFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("VS_ENV_FILE, " + file + ": it is longer than 1 MiB");
    }
}
