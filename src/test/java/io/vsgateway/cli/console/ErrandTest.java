package io.vsgateway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.cli.options.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrandTest {
    private static final String URL = "http://127.0.0.1:8080";

    @Test
    void one_word_is_a_command_for_the_gateway_on_this_machine() {
        assertThat(Errand.of(List.of("/time set day")))
                .isEqualTo(new Errand(null, "/time set day"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "https://h/vs",
                "ws://h:1",
                "WSS://h:1",
                "h:8080",
                "h.example:80/vs",
                "[::1]:8080",
                "unix:/run/http.sock",
                "unix:///run/http.sock",
                "unix:wrong"
            })
    void a_url_and_a_word_are_a_gateway_and_a_command(String url) {
        assertThat(Errand.of(List.of(url, "/time"))).isEqualTo(new Errand(url, "/time"));
        assertThatThrownBy(() -> Errand.of(List.of(url)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("a command is missing behind the URL " + url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    URL /list /time     | wants quotes: vs-gateway send http://127.0.0.1:8080 '/list /time'
                    URL /announce a b c | wants quotes: vs-gateway send http://127.0.0.1:8080 '/announce a b c'
                    URL don't go        | 'don'\\''t go'
                    /announce hello     | wants quotes: vs-gateway send '/announce hello'
                    /time set day       | wants quotes: vs-gateway send '/time set day'
                    say hello           | wants quotes: vs-gateway send 'say hello' (a URL begins with http://
                    /list URL           | the URL comes first
                    URL /list URL       | the URL comes first
                    URL URL             | a URL stands where the command should: http://127.0.0.1:8080
                    URL URL /list       | the URL comes first
                    """)
    void what_is_not_plain_is_refused_whole(String line, String said) {
        List<String> words = List.of(line.replace("URL", URL).split(" "));

        assertThatThrownBy(() -> Errand.of(words))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageContaining(said);
    }

    @Test
    void an_empty_command_is_refused() {
        assertThatThrownBy(() -> Errand.of(List.of(URL, " "))).hasMessage("the command is empty");
    }
}
