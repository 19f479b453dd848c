package io.vsgateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.TestSettings;
import io.vsgateway.channel.ChannelProblems;
import io.vsgateway.channel.ChannelSettings;
import io.vsgateway.channel.bridge.BridgeSettings;
import io.vsgateway.console.command.CommandSettings;
import io.vsgateway.game.GameSettings;
import io.vsgateway.session.SessionSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingRulesTest {
    @Test
    void the_defaults_are_in_order() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void the_grace_is_as_long_as_the_ladder() {
        assertThat(problems("vs.ops.shutdown-grace", "89999ms"))
                .singleElement()
                .asString()
                .startsWith("VS_OPS_SHUTDOWN_GRACE (89999ms) must not be shorter")
                .contains("(90s)");
        assertThat(problems("vs.ops.shutdown-grace", "90s")).isEmpty();
        assertThat(problems("vs.ops.shutdown-grace", "90s", "vs.game.stop.save", "/autosavenow"))
                .singleElement()
                .asString()
                .contains("(120s)");
        assertThat(problems("vs.game.stop.announce-wait", "1h")).isEmpty();
        assertThat(
                        problems(
                                "vs.game.stop.announce",
                                "/announce x",
                                "vs.game.stop.announce-wait",
                                "1h"))
                .hasSize(1);
    }

    @Test
    void a_game_that_is_not_ended_needs_no_grace() {
        assertThat(problems("vs.ops.shutdown-grace", "1s", "vs.game.on-exit", "leave")).isEmpty();
        assertThat(problems("vs.ops.shutdown-grace", "1s", "vs.game.log-files", "a.log")).isEmpty();
    }

    @Test
    void a_client_has_time_to_answer_a_ping() {
        assertThat(problems("vs.session.silence-timeout", "30s"))
                .singleElement()
                .asString()
                .startsWith("VS_SESSION_SILENCE_TIMEOUT (30s) must be longer");
        assertThat(problems("vs.session.silence-timeout", "31s")).isEmpty();
    }

    @Test
    void the_gateways_own_commands_are_commands() {
        for (String setting : List.of("command", "announce", "save")) {
            assertThat(problems("vs.game.stop." + setting, "\"/stop\""))
                    .singleElement()
                    .asString()
                    .startsWith("VS_GAME_STOP_" + setting.toUpperCase(java.util.Locale.ROOT))
                    .contains("this would be public chat");
            assertThat(problems("vs.game.stop." + setting, "/a\n/b"))
                    .singleElement()
                    .asString()
                    .contains("line break");
            assertThat(problems("vs.game.stop." + setting, "quit", "vs.game.dialect", "plain"))
                    .isEmpty();
        }
        // Which clients may not send.
        assertThat(problems("vs.game.stop.command", "/stop")).isEmpty();
    }

    @Test
    void the_dialect_is_one_that_there_is() {
        assertThat(problems("vs.game.dialect", "martian"))
                .singleElement()
                .asString()
                .startsWith("VS_GAME_DIALECT must be vintagestory or plain");
        assertThat(problems("vs.game.dialect", "plain", "vs.game.patterns.ready", "("))
                .singleElement()
                .asString()
                .startsWith("VS_GAME_PATTERNS_READY is not a valid regular expression");
    }

    @Test
    void what_may_be_unread_has_bounds() {
        for (String wrong : List.of("0", "16777215", "1025G")) {
            assertThat(problems("vs.game.io-unread-max", wrong))
                    .singleElement()
                    .asString()
                    .startsWith("VS_GAME_IO_UNREAD_MAX must be 16M to 1T");
        }
        assertThat(problems("vs.game.io-unread-max", "16M")).isEmpty();
        assertThat(problems("vs.game.io-unread-max", "1T")).isEmpty();
    }

    @Test
    void what_the_bridge_sends_is_taken_by_the_game() {
        assertThat(bridge("vs.bridge.chat-command", "/say {text}")).isEmpty();
        assertThat(bridge("vs.bridge.chat-to-game", "true")).isEmpty();
        assertThat(
                        bridge(
                                "vs.bridge.chat-to-game",
                                "true",
                                "vs.bridge.chat-command",
                                "/say {text}"))
                .singleElement()
                .asString()
                .startsWith("VS_BRIDGE_CHAT_COMMAND must be a command with {name}");
        assertThat(bridge("vs.bridge.chat-to-game", "true", "vs.game.input.max-bytes", "30"))
                .singleElement()
                .asString()
                .contains("VS_GAME_INPUT_MAX_BYTES");
        assertThat(bridge("vs.bridge.time-every", "1m", "vs.console.commands.blocked", "^/time"))
                .containsExactly(
                        "VS_BRIDGE_TIME_EVERY: the command that asks for the time would be refused:"
                                + " blocked by policy");
    }

    @Test
    void who_is_let_into_the_channels_is_one_of_those() {
        assertThat(channels()).isEmpty();
        for (String endpoint : List.of("", "game.", "chat.", "combat.", "world.")) {
            assertThat(channels("vs.channel." + endpoint + "access", "all"))
                    .singleElement()
                    .asString()
                    .contains("ACCESS is 'all': it has to be public");
        }
        assertThat(channels("vs.channel.memory", "1")).hasSize(1);
        assertThat(channels("vs.channel.message-max-bytes", "0")).hasSize(1);
    }

    private static List<String> bridge(String... namesAndValues) {
        return SettingRules.bridge(
                TestSettings.of(BridgeSettings.class, namesAndValues),
                TestSettings.of(GameSettings.class, namesAndValues),
                TestSettings.of(CommandSettings.class, namesAndValues));
    }

    private static List<String> channels(String... namesAndValues) {
        return ChannelProblems.of(TestSettings.of(ChannelSettings.class, namesAndValues));
    }

    private static List<String> problems(String... namesAndValues) {
        return SettingRules.problems(
                TestSettings.of(GameSettings.class, namesAndValues),
                TestSettings.of(CommandSettings.class, namesAndValues),
                TestSettings.of(SessionSettings.class, namesAndValues),
                TestSettings.of(OpsSettings.class, namesAndValues));
    }
}
