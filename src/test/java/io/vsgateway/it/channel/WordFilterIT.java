package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Words that are not said in chat.
@Timeout(120)
class WordFilterIT {
    @TempDir Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("words.txt"), text).toString();
    }

    @Test
    void they_are_masked_whichever_way_a_player_says_them_and_not_for_services()
            throws IOException {
        try (GatewayProcess gateway =
                        Player.gateway("framed")
                                .set("VS_CHAT_WORDS_FILE", file("# ours\ndarn\n/h+eck/\n"))
                                .start();
                Player ada = Player.connect(gateway, "/ws/chat", "ada");
                Player bot = Player.with(gateway, "/ws/chat", Player.SERVICE_KEY)) {
            ada.ask("chat_message", "'channel':'global','content':'Darn, what the hhheck'");
            assertThat(content(ada)).isEqualTo("****, what the ******");
            ada.ask(
                    "publish",
                    "'topic':'chat:global','event':{'type':'chat_message','content':'darn it'}");
            assertThat(content(ada)).isEqualTo("**** it");
            bot.ask("chat_message", "'channel':'global','content':'darn is not said here'");
            assertThat(content(ada)).isEqualTo("darn is not said here");
        }
    }

    @Test
    void or_what_has_them_is_not_taken() throws IOException {
        try (GatewayProcess gateway =
                        Player.gateway("plain")
                                .set("VS_CHAT_WORDS_FILE", file("darn\n"))
                                .set("VS_CHAT_WORDS_ACTION", "refuse")
                                .start();
                Player ada = Player.connect(gateway, "/ws/chat", "ada")) {
            JsonNode answer = ada.ask("chat_message", "'channel':'global','content':'darn it'");
            assertThat(answer.path("code").asText()).isEqualTo("filtered");
            ada.ask("chat_message", "'channel':'global','content':'hello'");
            assertThat(content(ada)).isEqualTo("hello");
        }
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

    private static String content(Player who) {
        return who.await("chat_message").path("content").asText();
    }
}
