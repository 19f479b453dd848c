package io.vsgateway.game.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vsgateway.game.GameSettings;
import io.vsgateway.game.GivenSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A folder of logs and those who follow them.
abstract class FollowedLogs {
    @TempDir Path logs;

    final LogNotes seen = new LogNotes();
    private final List<LogFollower> followers = new ArrayList<>();

    @AfterEach
    void stopFollowing() {
        followers.forEach(LogFollower::close);
    }

    LogFollower follow(int backlogLines, Path... paths) {
        return follow(GivenSettings.game().lines(), backlogLines, paths);
    }

    LogFollower follow(String partialAfter, Path path) {
        return follow(GivenSettings.game("lines.partial-after", partialAfter).lines(), 100, path);
    }

    LogFollower follow(String maxBytes, int backlogLines, Path path) {
        return follow(GivenSettings.game("lines.max-bytes", maxBytes).lines(), backlogLines, path);
    }

    LogFollower followIn(String charset, int backlogLines, Path path) {
        return follow(GivenSettings.game("lines.charset", charset).lines(), backlogLines, path);
    }

    private LogFollower follow(GameSettings.Lines lines, int backlogLines, Path... paths) {
        LogFollower follower = LogFollower.follow(List.of(paths), backlogLines, lines, seen);
        followers.add(follower);
        return follower;
    }

    void awaitLines(String... lines) {
        await().untilAsserted(() -> assertThat(seen.lines()).containsExactly(lines));
    }

    static String numbered(int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to).forEach(i -> text.append("line ").append(i).append('\n'));
        return text.toString();
    }

    static void append(Path path, String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static void truncate(Path path) throws IOException {
        Files.writeString(path, "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    static void write(FileChannel channel, String text) throws IOException {
        int _ = channel.write(ByteBuffer.wrap(bytes(text)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
