package io.vsgateway.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.deploy.Tool;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Script;
import io.vsgateway.it.channel.Player;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `how-to/turn-based-fights.md` shows does what it says.
@Tag("jar-only")
@Timeout(120)
class TextRpgIT {
    private static final String PAGE = "turn-based-fights.md";
    private static final String END = "done";

    @Test
    void the_commands_print_what_the_page_says() {
        Tool _ = Tool.named("jq");
        try (GatewayProcess gateway = Player.gateway("framed").start()) {
            String commands = CodeBlocks.of(PAGE, "sh") + "\necho " + END;
            var environment = Map.of("KEY", Player.SERVICE_KEY, "GATEWAY", gateway.url(""));
            try (Script shell = Shell.run(commands, environment)) {
                shell.await(END::equals);

                assertThat(String.join("\n", shell.output()))
                        .isEqualTo(CodeBlocks.of(PAGE, "json").strip() + "\n" + END);
            }
        }
    }
}
