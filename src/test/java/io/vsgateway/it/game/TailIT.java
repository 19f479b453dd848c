package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Log files of a game that others run.
class TailIT {
    private static final Pattern NUMBER = Pattern.compile("line (\\d+) of the flood");

    private static final int ROTATIONS = 20;
    private static final int LINES = 2500;

    @TempDir Path folder;

    @Test
    void a_log_file_that_is_rotated_under_load_loses_nothing() throws IOException {
        Path log = folder.resolve("server-main.log");
        try (GatewayProcess gateway =
                        GatewayProcess.with()
                                .set("VS_GAME_LOG_FILES", log.toString())
                                .set("VS_CONSOLE_BUFFER_LINES", "200000")
                                .set("VS_CONSOLE_BUFFER_BYTES", "128M")
                                .start();
                Client client = Client.admin(gateway)) {
            client.expect("does not exist yet");
            var numbers = new ArrayList<Integer>();
            int number = 0;
            for (int i = 0; i < ROTATIONS; i++) {
                try (BufferedWriter writer = open(log)) {
                    number = write(writer, number, LINES);
                    // It is known by now, but far from read.
                    collect(client, number - LINES + 1, numbers);
                    number = write(writer, number, LINES);
                    Files.move(log, folder.resolve("server-main.log." + i));
                    // As logrotate does it: the game goes on for a while in the renamed file.
                    number = write(writer, number, 1);
                }
            }
            collect(client, number, numbers);

            assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, number).boxed().toList());
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static BufferedWriter open(Path log) throws IOException {
        return Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static int write(BufferedWriter writer, int after, int count) throws IOException {
        for (int number = after + 1; number <= after + count; number++) {
            writer.write("28.1.2024 15:43:12 [Notification] line " + number + " of the flood\n");
        }
        writer.flush();
        return after + count;
    }

    /// Adds the numbers of the lines that come, up to this one.
    private static void collect(Client client, int last, List<Integer> numbers) {
        for (String message : client.until(m -> m.contains("line " + last + " of"))) {
            assertThat(message).doesNotContain("\"gap\"");
            Matcher matcher = NUMBER.matcher(message);
            if (matcher.find()) {
                numbers.add(Integer.parseInt(matcher.group(1)));
            }
        }
    }

    @Test
    void a_followed_game_is_read_only_without_a_pipe_and_cannot_be_started() throws IOException {
        Path log = folder.resolve("server-main.log");
        Files.writeString(log, "28.1.2024 15:43:12 [Event] hello\n");
        try (GatewayProcess gateway =
                        GatewayProcess.with().set("VS_GAME_LOG_FILES", log.toString()).start();
                Client client = Client.admin(gateway)) {
            client.expect("hello");

            client.command("/time", "t");

            assertThat(client.receipts("t")).containsExactly("rejected");
            Rest rest = Rest.of(gateway);
            assertThat(rest.get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("following");
            rest.request().post("/api/v1alpha1/server/start").then().statusCode(409);
            rest.request().post("/api/v1alpha1/server/stop").then().statusCode(409);
        }
    }
}
