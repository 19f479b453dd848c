package io.vsgateway.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GameCommandsTest {
    private static final String ANSWER =
            """
            {"max_bytes":1022,"confirm":["(?i)^/(kick|ban)\\\\b"],
             "commands":[{"name":"/ti\\u001b[2Jme","usage":"/time [stop]","description":"The time"}]}
            """;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void what_the_gateway_knows_is_read_and_made_harmless() throws Exception {
        GameCommands commands = commands();

        assertThat(commands.known())
                .containsExactly(new GameCommands.Known("/time", "/time [stop]", "The time"));
        assertThat(commands.wantsConfirmation("/KICK Erney")).isTrue();
        assertThat(commands.wantsConfirmation("/kicker")).isFalse();
        assertThat(commands.wantsConfirmation("/time")).isFalse();
    }

    @Test
    void an_expression_that_cannot_be_read_makes_every_command_want_confirmation()
            throws Exception {
        JsonNode rules = new ObjectMapper().readTree("{\"confirm\":[\"((\"]}");

        GameCommands commands = GameCommands.read(rules, List.of());

        assertThat(commands.wantsConfirmation("/time")).isTrue();
    }

    @Test
    void a_gateway_that_knows_nothing_is_no_obstacle() {
        GameCommands commands = GameCommands.read(MissingNode.getInstance(), List.of());

        assertThat(commands).isEqualTo(GameCommands.NONE);
        assertThat(commands.wantsConfirmation("/kick")).isFalse();
    }

    @Test
    void a_gateway_that_cannot_be_asked_makes_every_command_want_confirmation() throws Exception {
        try (var api =
                new GatewayApi(Gateway.of("http://127.0.0.1:1", "key"), Duration.ofSeconds(10))) {
            GameCommands commands = GameCommands.of(api);

            assertThat(commands.known()).isEmpty();
            assertThat(commands.wantsConfirmation("/time")).isTrue();
        }
    }

    @Test
    void lines_are_sent_without_the_space_around_them() throws Exception {
        PlainScreen screen = screen("  /time \n\t/ban Erney\n", false);

        assertThat(screen.read()).isEqualTo("/time");
        assertThat(screen.read()).isNull();
        assertThat(screen.heldBack()).isTrue();
    }

    @Test
    void in_a_pipe_nobody_can_be_asked_and_what_wants_that_is_held_back() throws Exception {
        PlainScreen screen = screen("/time\n\n/ban Erney\n/help\n", false);

        assertThat(screen.read()).isEqualTo("/time");
        assertThat(screen.heldBack()).isFalse();
        assertThat(screen.read()).isEqualTo("/help");
        assertThat(screen.read()).isNull();
        assertThat(screen.heldBack()).isTrue();
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--yes", "/ban Erney");
    }

    @Test
    void with_yes_all_is_sent() throws Exception {
        PlainScreen screen = screen("/ban Erney\n", true);

        assertThat(screen.read()).isEqualTo("/ban Erney");
        assertThat(screen.heldBack()).isFalse();
    }

    private PlainScreen screen(String input, boolean sendsAll) throws Exception {
        return new PlainScreen(
                new Surroundings(
                        Map.of(),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false,
                        false),
                new Appearance(false, false, false),
                commands(),
                sendsAll);
    }

    private static GameCommands commands() throws Exception {
        return GameCommands.read(new ObjectMapper().readTree(ANSWER), List.of());
    }
}
