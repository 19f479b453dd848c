package io.vsgateway.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path folder;

    @Test
    void what_works_has_nothing_to_say() {
        assertThat(new Hook("test $GAME_PID = 7", LONG).run(7L).join()).isEmpty();
        assertThat(new Hook("test -z \"$GAME_PID\"", LONG).run(null).join()).isEmpty();
    }

    @Test
    void what_fails_says_why() {
        assertThat(new Hook("exit 9", LONG).run(null).join()).isEqualTo("exit code 9");
    }

    @Test
    void what_takes_too_long_is_ended() {
        Path left = folder.resolve("pid");
        var hook = new Hook("echo $$ > " + left + "; sleep 1000; true", Duration.ofSeconds(2));

        assertThat(hook.run(null).join()).isEqualTo("not ready within 2 s");

        await().until(() -> !isAlive(left));
    }

    @Test
    void it_is_ended_with_the_gateway() throws Exception {
        Path left = folder.resolve("pid");
        var hook = new Hook("echo $$ > " + left + "; sleep 1000; true", LONG);
        CompletableFuture<String> result = hook.run(null);
        await().until(() -> Files.exists(left) && Files.size(left) > 0);

        hook.endNow();

        assertThat(result.join()).startsWith("exit code ");
        assertThat(isAlive(left)).isFalse();
    }

    @Test
    void what_takes_no_notice_is_killed() throws Exception {
        Path left = folder.resolve("pid");
        String deaf = "trap '' TERM; echo $$ > " + left + "; while :; do sleep 1; done";
        var late = new Hook(deaf, Duration.ofSeconds(2));
        assertThat(late.run(null).join()).isEqualTo("not ready within 2 s");
        await().until(() -> !isAlive(left));

        Files.delete(left);
        var last = new Hook(deaf, LONG);
        CompletableFuture<String> result = last.run(null);
        await().until(() -> Files.exists(left) && Files.size(left) > 0);
        last.endNow();
        assertThat(result.join()).isEqualTo("exit code 137");
    }

    private static boolean isAlive(Path file) throws Exception {
        return Files.exists(file)
                && ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }
}
