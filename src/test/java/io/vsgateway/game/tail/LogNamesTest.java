package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogNamesTest {
    @Test
    void the_number_of_a_sibling_stands_before_the_extension() {
        LogNames names = new LogNames(Path.of("/logs/server-main.log"));

        assertThat(names.numbered(1)).isEqualTo(Path.of("/logs/server-main.log"));
        assertThat(names.numbered(2)).isEqualTo(Path.of("/logs/server-main-2.log"));
        assertThat(names.directory()).isEqualTo(Path.of("/logs"));
    }

    @Test
    void a_name_without_an_extension_gets_the_number_at_its_end() {
        assertThat(new LogNames(Path.of("/logs/console")).numbered(3))
                .isEqualTo(Path.of("/logs/console-3"));
        assertThat(new LogNames(Path.of("/logs/.hidden")).numbered(3))
                .isEqualTo(Path.of("/logs/.hidden-3"));
    }

    @Test
    void a_relative_path_is_taken_from_the_working_directory() {
        LogNames names = new LogNames(Path.of("./console.log"));

        assertThat(names.first()).isEqualTo(Path.of("console.log").toAbsolutePath());
    }

    @Test
    void only_names_with_the_same_beginning_may_be_the_logs() {
        LogNames names = new LogNames(Path.of("/logs/server-main.log"));

        assertThat(names.mayBe("server-main.log")).isTrue();
        assertThat(names.mayBe("server-main-12.log")).isTrue();
        assertThat(names.mayBe("server-debug.log")).isFalse();
    }

    @Test
    void a_path_without_a_name_is_refused() {
        assertThatThrownBy(() -> new LogNames(Path.of("/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VS_GAME_LOG_FILES");
    }
}
