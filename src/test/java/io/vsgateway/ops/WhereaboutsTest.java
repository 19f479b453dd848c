package io.vsgateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereaboutsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:8080, 127.0.0.1:8080, false",
        "::1, [::1]:8080, [::1]:8080, false",
        "192.0.2.7, 192.0.2.7:8080, 192.0.2.7:8080, false",
        "game.example.org, game.example.org:8080, game.example.org:8080, false",
        "0.0.0.0, 0.0.0.0:8080, 127.0.0.1:8080, true",
        "::, [::]:8080, [::1]:8080, true",
        "0:0:0:0:0:0:0:0, [0:0:0:0:0:0:0:0]:8080, [::1]:8080, true",
    })
    void the_page_is_where_a_browser_on_the_machine_can_open_it(
            String host, String listening, String reachable, boolean guessed) {
        var where = new Whereabouts(host, 8080, Optional.empty());

        assertThat(where.listening()).isEqualTo(listening);
        assertThat(where.reachable()).isEqualTo(reachable);
        assertThat(where.page()).isEqualTo("http://" + reachable + "/");
        assertThat(where.isGuessed()).isEqualTo(guessed);
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/vs/", "https://example.org/vs"})
    void the_operator_knows_better(String url) {
        var where = new Whereabouts("0.0.0.0", 8080, Optional.of(url));

        assertThat(where.page()).isEqualTo("https://example.org/vs/");
        assertThat(where.isGuessed()).isFalse();
    }

    @Test
    void an_address_of_the_operators_changes_nothing_of_where_it_listens() {
        var where = new Whereabouts("0.0.0.0", 8080, Optional.of("https://example.org"));

        assertThat(where.page()).isEqualTo("https://example.org/");
        assertThat(where.reachable()).isEqualTo("127.0.0.1:8080");
    }
}
