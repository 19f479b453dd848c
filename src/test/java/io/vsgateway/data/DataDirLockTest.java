package io.vsgateway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.game.supervision.OtherGateway;
import io.vsgateway.game.supervision.ShellGame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirLockTest {
    @TempDir Path dir;

    @Test
    void the_folder_is_made() {
        Path fresh = dir.resolve("a/b");

        try (var lock = DataDirLock.take(fresh)) {
            assertThat(lock).isNotNull();
            assertThat(fresh).isDirectory();
        }
    }

    @Test
    void a_second_gateway_in_the_same_folder_is_refused_with_the_first_ones_pid() throws Exception {
        try (var other = OtherGateway.start(dir, ShellGame.OBEDIENT, Map.of())) {
            other.line("game is ready");
            String pid = Files.readString(dir.resolve(DataDirLock.FILE));

            assertThatThrownBy(() -> new ShellGame(dir, ShellGame.OBEDIENT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("VS_DATA_DIR", "(pid " + pid + ")", dir.toString());
            other.end();
        }
    }

    @Test
    void a_killed_gateway_holds_nothing() throws Exception {
        try (var other = OtherGateway.start(dir, "exec sleep 1000", Map.of())) {
            long game = other.number("game started, pid ");
            other.kill();
            ProcessHandle.of(game).ifPresent(ProcessHandle::destroyForcibly);
        }

        try (var lock = DataDirLock.take(dir)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void it_can_be_taken_once_in_one_process() {
        try (var first = DataDirLock.take(dir)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DataDirLock.take(dir)).hasMessageContaining("another gateway");
        }
        DataDirLock.take(dir).close();
    }

    @Test
    void a_folder_that_cannot_be_is_an_error_that_names_the_setting() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> DataDirLock.take(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("VS_DATA_DIR");
    }
}
