package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Cable;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.Player;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The class of `how-to/publish-from-a-mod.md`, compiled and run by Mono.
@Tag("jar-only")
@Timeout(120)
class ModIT {
    private static final String TOPIC = "game:quests";

    @TempDir private Path folder;

    @Test
    void it_publishes_and_hears_and_comes_back() throws IOException {
        String program = compiled();
        try (GatewayProcess gateway = Player.gateway("framed").start();
                Cable cable = new Cable(gateway.port());
                Player ada = Player.connect(gateway, "/ws?topics=" + TOPIC, "ada");
                Script mod =
                        Script.start(
                                Map.of(),
                                Tool.named("mono")
                                        .command(
                                                program,
                                                cable.url("").replaceFirst("^http://", ""),
                                                Player.SERVICE_KEY,
                                                TOPIC))) {
            mod.await(line -> line.contains("\"connected\""));
            mod.type("{\"type\":\"quest_done\",\"quest\":\"wölfe & \\\"more\\\"\"}");

            assertThat(ada.await("quest_done").path("quest").asText())
                    .isEqualTo("wölfe & \"more\"");
            mod.await(line -> line.contains("quest_done"));
            try (Player late = Player.connect(gateway, "/ws?topics=" + TOPIC, "late")) {
                assertThat(late.await("quest_done").has("event_id")).isFalse();
            }

            cable.cut();
            try (Player service = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
                service.ask("publish", "'topic':'%s','event':{'type':'missed'}".formatted(TOPIC));
                cable.mend();
                mod.await(line -> line.contains("\"missed\""));
                service.ask(
                        "publish",
                        "'topic':'%s','event':{'type':'big','text':'%s'}"
                                .formatted(TOPIC, "x".repeat(40_000)));
            }
            String big = mod.await(line -> line.contains("\"big\""));
            assertThat(Client.parse(big).path("text").asText()).hasSize(40_000);
            List<String> types =
                    mod.output().stream()
                            .map(Client::parse)
                            .filter(message -> message.has("event_id"))
                            .map(message -> message.path("type").asText())
                            .toList();
            assertThat(types).containsExactly("quest_done", "missed", "big");
        }
    }

    private String compiled() throws IOException {
        Path source = folder.resolve("Gateway.cs");
        Path program = folder.resolve("mod.exe");
        Files.writeString(source, CodeBlocks.of("publish-from-a-mod.md", "csharp"));
        Tool.Result compiled =
                Tool.named("mcs")
                        .run(
                                "-warnaserror",
                                "-r:System.Net.Http",
                                "-out:" + program,
                                source.toString(),
                                Path.of("src", "test", "clients", "mod.cs").toString());
        assertThat(compiled.status()).as(compiled.output()).isZero();
        return program.toString();
    }
}
