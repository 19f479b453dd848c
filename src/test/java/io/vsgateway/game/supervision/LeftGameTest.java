package io.vsgateway.game.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.game.left.LeftGame;
import io.vsgateway.kernel.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftGameTest {
    private static final String STAYS = "trap '' PIPE; %s; echo READY; while :; do sleep 0.1; done";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path dir;

    private long left;

    @AfterEach
    void endLeftGame() {
        if (left != 0) {
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /// A gateway that is killed, so that its game stays.
    private void leaveGame(String begins) throws Exception {
        try (var other = OtherGateway.start(dir, STAYS.formatted(begins), Map.of())) {
            left = other.number("game started, pid ");
            other.line("game is ready");
            other.kill();
        }
    }

    @Test
    void a_game_that_was_left_is_asked_to_end_and_waited_for() throws Exception {
        leaveGame("trap 'sleep 0.3; echo saved > " + dir.resolve("world") + "; exit 0' TERM");

        LeftGame.Outcome outcome = LeftGame.end(dir, LONG);

        assertThat(outcome).isEqualTo(new LeftGame.Outcome.Ended(left));
        assertThat(dir.resolve("world")).hasContent("saved");
        assertThat(ProcessMark.of(left)).isEmpty();
        assertThat(LeftGame.end(dir, LONG)).isEqualTo(new LeftGame.Outcome.Nothing());
    }

    @Test
    void one_that_does_not_end_is_killed_when_the_wait_is_over() throws Exception {
        leaveGame("trap '' TERM");

        LeftGame.Outcome outcome = LeftGame.end(dir, Duration.ofMillis(300));

        assertThat(outcome).isEqualTo(new LeftGame.Outcome.Killed(left));
        assertThat(ProcessMark.of(left)).isEmpty();
        assertThat(dir.resolve("game.pid")).doesNotExist();
    }

    @Test
    void without_a_game_there_is_nothing_to_do() throws Exception {
        assertThat(LeftGame.end(dir, LONG)).isEqualTo(new LeftGame.Outcome.Nothing());
        Path missing = dir.resolve("missing");
        assertThat(LeftGame.end(missing, LONG)).isEqualTo(new LeftGame.Outcome.Nothing());
        assertThat(missing).doesNotExist();
    }

    @Test
    void another_process_with_the_number_of_the_game_is_left_alone() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(dir.resolve("game.pid"), other.pid() + "\nother-boot:1\ngame\n");

            assertThat(LeftGame.end(dir, LONG)).isEqualTo(new LeftGame.Outcome.Nothing());

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_game_of_a_gateway_that_runs_is_not_left() throws Exception {
        try (var other = OtherGateway.start(dir, ShellGame.OBEDIENT, Map.of())) {
            long game = other.number("game started, pid ");
            other.line("game is ready");

            assertThatThrownBy(() -> LeftGame.end(dir, LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another gateway (pid ");

            assertThat(ProcessMark.of(game)).isPresent();
            other.end();
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_told() throws Exception {
        Files.createDirectory(dir.resolve("game.pid"));

        assertThatThrownBy(() -> LeftGame.end(dir, LONG)).isInstanceOf(IOException.class);
        assertThat(List.of(dir.toFile().list())).contains("game.pid");
    }
}
