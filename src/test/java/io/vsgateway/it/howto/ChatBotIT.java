package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Cable;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.EchoGame;
import io.vsgateway.it.channel.Player;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The bot of `how-to/chat-bot.md`, as it stands there.
@Tag("jar-only")
@Timeout(120)
class ChatBotIT {
    @Test
    void it_has_30_lines() {
        long lines =
                CodeBlocks.of("chat-bot.md", "js").lines().filter(line -> !line.isBlank()).count();

        assertThat(lines).isBetween(20L, 34L);
    }

    @Test
    void it_greets_and_answers_and_comes_back_to_what_was_asked_meanwhile() {
        try (GatewayProcess gateway = EchoGame.in(Player.gateway("framed")).start();
                Cable cable = new Cable(gateway.port());
                Client console = Client.admin(gateway);
                Script bot = bot(cable);
                Player ada = Player.connect(gateway, "/ws?channels=game,chat", "ada")) {
            EchoGame.awaitReady(ada);
            bot.await("connected"::equals);

            EchoGame.write(
                    console,
                    "Notification] Client 1 uid 6d attempting identification. Name: Old Tom");
            assertThat(said(ada)).isEqualTo("Bot: Welcome, Old Tom!");
            EchoGame.write(console, "Chat] 0 | Old Tom: !players");
            assertThat(said(ada)).isEqualTo("Old Tom: !players");
            assertThat(said(ada)).isEqualTo("Bot: Playing: Old Tom");
            chat(ada, "constructor");
            chat(ada, "!roll");
            assertThat(said(ada)).isEqualTo("Ada: constructor");
            assertThat(said(ada)).isEqualTo("Ada: !roll");
            assertThat(said(ada)).matches("Bot: Ada rolls [1-6]");

            cable.cut();
            chat(ada, "!players");
            cable.mend();
            Awaitility.await().until(() -> bot.output().size() == 2);
            chat(ada, "end");
            assertThat(List.of(said(ada), said(ada), said(ada)))
                    .containsExactlyInAnyOrder(
                            "Ada: !players", "Bot: Playing: Old Tom", "Ada: end");
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void who_shows_a_wrong_key_ends() {
        try (GatewayProcess gateway = Player.gateway("framed").start();
                Cable cable = new Cable(gateway.port());
                Script bot = bot(cable, "wrong-key-0123456789abcdef")) {
            assertThat(bot.exitCode()).isOne();
        }
    }

    static Script bot(Cable cable) {
        return bot(cable, Player.SERVICE_KEY);
    }

    private static Script bot(Cable cable, String key) {
        Path library = Path.of(Tool.named("ws").path());
        return Script.start(
                Map.of(
                        "NODE_PATH",
                        library.getParent().toString(),
                        "GATEWAY",
                        cable.url("").replaceFirst("^http", "ws"),
                        "KEY",
                        key),
                Tool.named("node").command("-e", CodeBlocks.of("chat-bot.md", "js")));
    }

    private static void chat(Player player, String content) {
        player.send("{'type':'chat_message','channel':'global','content':'%s'}".formatted(content));
    }

    private static String said(Player reader) {
        JsonNode message = reader.await("chat_message");
        return message.path("user").asText() + ": " + message.path("content").asText();
    }
}
