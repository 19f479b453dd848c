package io.vsgateway.cli.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void the_address_comes_first_or_not_at_all() {
        assertThat(Words.of(List.of())).isEqualTo(new Words(null, List.of()));
        assertThat(Words.of(List.of("chat:global")))
                .isEqualTo(new Words(null, List.of("chat:global")));
        assertThat(Words.of(List.of("wss://example.org", "chat:global")))
                .isEqualTo(new Words("wss://example.org", List.of("chat:global")));
        assertThat(Words.of(List.of("unix:/run/http.sock", "app:1")))
                .isEqualTo(new Words("unix:/run/http.sock", List.of("app:1")));
        assertThat(Words.of(List.of("10.0.0.7:8080", "*")))
                .isEqualTo(new Words("10.0.0.7:8080", List.of("*")));
    }

    @Test
    void what_is_a_topic_is_no_address() {
        assertThat(Words.of(List.of("room:8080", "app:1")))
                .isEqualTo(new Words(null, List.of("room:8080", "app:1")));
        assertThat(Words.of(List.of("http://room:8080")))
                .isEqualTo(new Words("http://room:8080", List.of()));
    }
}
