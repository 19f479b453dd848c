package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A list of words that are not said in chat, and has a mistake. What is done with a good one is
/// seen where people chat and are moderated.
@Timeout(120)
class WordFilterIT {
    @TempDir Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("words.txt"), text).toString();
    }

    @Test
    void a_wrong_list_stops_the_start() throws IOException, InterruptedException {
        try (GatewayProcess gateway =
                Player.gateway("framed")
                        .set("VS_CHAT_WORDS_FILE", file("good\ntwo words\n"))
                        .launch()) {
            assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(gateway.errors())
                    .singleElement()
                    .asString()
                    .contains("VS_CHAT_WORDS_FILE")
                    .contains("line 2");
        }
    }
}
