package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vsgateway.it.Client;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import io.vsgateway.it.Rest;
import io.vsgateway.it.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `vs-gateway attach`, in pipes and on a terminal.
@Tag("many-starts")
class AttachIT {
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;
    private static final String DEMO = "--rate 0 --start-time 0ms --save-time 0ms";

    @Test
    void in_pipes_it_sends_the_lines_of_its_input_and_shows_the_console() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start()) {
            LogsIT.awaitLine(gateway, "Dedicated Server now running");

            Program.Outcome outcome = attach(gateway, "/time\n\n/list clients\n");

            assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
            assertThat(outcome.output())
                    .contains("Dedicated Server now running", "Server time: ", "List of online");
            assertThat(outcome.errors()).contains("vs-gateway attach: the game is running");
        }
    }

    @Test
    void a_line_that_is_not_taken_is_exit_code_1() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start()) {
            LogsIT.awaitLine(gateway, "Dedicated Server now running");

            Program.Outcome outcome = attach(gateway, "hello\n/time\n");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output()).contains("Server time: ");
            assertThat(outcome.errors()).contains("rejected: ", "public chat: hello");
        }
    }

    @Test
    void a_line_for_which_the_gateway_closes_is_told_and_exit_code_1() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start()) {
            Program.Outcome outcome = attach(gateway, "a".repeat(200_000) + "\n");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.errors()).contains("closed with 1009");
        }
    }

    @Test
    void an_empty_input_leaves_at_once_and_a_wrong_key_is_exit_code_1() throws Exception {
        try (var gateway = GatewayProcess.with().game("echo up; exec cat").start()) {
            LogsIT.awaitLine(gateway, "up");

            assertThat(attach(gateway, "").exitCode()).isZero();
            Program.Outcome wrong =
                    Program.run(
                            Map.of("VS_API_KEY", "wrong-key-0123456789"),
                            "",
                            "attach",
                            LogsIT.url(gateway));
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.errors())
                    .contains("is it the right key?")
                    .doesNotContain("wrong-key-0123456789");
        }
    }

    @Test
    void on_a_terminal_commands_are_typed_below_the_live_console() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start();
                var terminal = terminal(gateway)) {
            terminal.expect("Dedicated Server now running");

            terminal.type("/time\r");
            terminal.expect("Server time: ", "confirmed: /time");
            terminal.type("hello\r");
            terminal.expect("public chat");
            terminal.type(String.valueOf(CTRL_D));

            assertThat(terminal.exitCode()).isZero();
        }
    }

    /// Between two lines that are read the system would otherwise take Ctrl+D for an end of the
    /// input, which nobody is there to be told of.
    @Test
    void the_terminal_is_never_given_back_while_it_is_attached() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start();
                var terminal = terminal(gateway)) {
            terminal.expect("Dedicated Server now running");

            for (int i = 0; i < 20; i++) {
                String text = "line %d of 20".formatted(i);
                terminal.type("/announce " + text + "\r");
                terminal.expectWhile("confirmed: /announce " + text, AttachIT::assertRaw);
            }
            terminal.type("/announce last\r" + CTRL_D);

            assertThat(terminal.exitCode()).isZero();
        }
    }

    private static void assertRaw(Terminal terminal) {
        assertThat(terminal.modes()).contains("-icanon", "-echo ", "-isig");
    }

    @Test
    void control_c_clears_the_line_and_leaves_but_never_reaches_the_game() throws Exception {
        try (var gateway = GatewayProcess.with().demo(DEMO).start();
                var terminal = terminal(gateway)) {
            terminal.expect("Dedicated Server now running");

            terminal.type("/announce never");
            terminal.expect("/announce never");
            terminal.type(String.valueOf(CTRL_C));
            terminal.type("/announce ever\r");
            terminal.expect("confirmed: /announce ever");
            terminal.type(String.valueOf(CTRL_C));
            terminal.expect("Ctrl+C again");
            terminal.type(String.valueOf(CTRL_C));

            assertThat(terminal.exitCode()).isZero();
            assertThat(Rest.of(gateway).get("/api/v1alpha1/server").path("state").asText())
                    .isEqualTo("running");
            assertThat(Rest.of(gateway).get("/api/v1alpha1/console/history").toString())
                    .contains("ever")
                    .doesNotContain("/announce never");
        }
    }

    @Test
    void after_a_restart_of_the_gateway_it_goes_on_and_says_so() throws Exception {
        String port = Integer.toString(FreePort.get());
        Terminal terminal;
        try (var first = LogsIT.onPort(port, "echo of the first; exec cat").start()) {
            LogsIT.awaitLine(first, "of the first");
            terminal = terminal(first);
            terminal.expect("of the first");
        }
        try (terminal;
                var second = LogsIT.onPort(port, "echo of the second; exec cat").start()) {
            terminal.expect("connection lost");
            terminal.expect("connected again", "of the second");
            terminal.type("still here\r");
            terminal.expect("confirmed: still here");
            terminal.type(String.valueOf(CTRL_D));

            assertThat(terminal.exitCode()).isZero();
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void what_a_game_prints_cannot_command_the_terminal() throws Exception {
        String script = "printf 'a\\033]0;owned\\007\\033[2Jb \\033[31mred\\033[0m\\n'; exec cat";
        try (var gateway = GatewayProcess.with().game(script).start();
                var terminal = terminal(gateway)) {
            terminal.expect("ab \u001b[31mred");
            terminal.type(String.valueOf(CTRL_D));

            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.output()).doesNotContain("owned", "\u001b[2J");
        }
    }

    @Test
    void progress_is_one_row_above_the_prompt() throws Exception {
        String script =
                "echo up; read x; printf \"0%%\"; for i in 1 2; do read x; printf \"\\r$i%%\"; done;"
                        + " read x; printf \"\\rdone\\n\"; exec cat";
        try (var gateway =
                        GatewayProcess.with()
                                .game(script)
                                .set("VS_GAME_LINES_PARTIAL_AFTER", "50ms")
                                .start();
                var client = Client.admin(gateway);
                var terminal = terminal(gateway)) {
            // Else it would come in between.
            terminal.expect("game is ready");
            client.send("go on");
            terminal.expect("  0%");
            for (String now : new String[] {"1%", "2%", "done"}) {
                client.send("go on");
                terminal.expect("\u001b[A\r\u001b[K  " + now);
            }
            terminal.type(String.valueOf(CTRL_D));

            assertThat(terminal.exitCode()).isZero();
        }
    }

    private static Terminal terminal(GatewayProcess gateway) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here");
        return Terminal.run(
                Map.of("VS_API_KEY", GatewayProcess.ADMIN, "WS_RECONNECT_BACKOFF_BASE", "0.2"),
                GatewayProcess.command("attach", LogsIT.url(gateway)));
    }

    private static Program.Outcome attach(GatewayProcess gateway, String input) throws Exception {
        return Program.run(
                Map.of("VS_API_KEY", GatewayProcess.ADMIN), input, "attach", LogsIT.url(gateway));
    }
}
