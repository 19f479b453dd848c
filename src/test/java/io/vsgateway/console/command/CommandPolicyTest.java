package io.vsgateway.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.TestSettings;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Dialects;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPolicyTest {
    private final CommandPolicy policy = policy();

    @Test
    void a_command_passes_as_it_stands() {
        assertThat(policy.judge("/time set 12"))
                .isEqualTo(new CommandVerdict.Allowed("/time set 12"));
        assertThat(policy.judge("/announce Привет, 世界 🎲"))
                .isEqualTo(new CommandVerdict.Allowed("/announce Привет, 世界 🎲"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/time\n", "/time\r\n", "/time\r"})
    void one_line_break_at_the_end_is_taken_off(String text) {
        assertThat(policy.judge(text)).isEqualTo(new CommandVerdict.Allowed("/time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\t"})
    void an_empty_command_is_refused(String text) {
        assertRefused(text, "empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a\n/op me",
                "/a\r/op me",
                "/a\u0000",
                "/a\u001b[31m",
                "/a\u0085b",
                "/a\u2028b",
                "/a\n\n",
                "/a\u007f"
            })
    void line_breaks_and_control_characters_are_refused(String text) {
        assertRefused(text, "line break or control character");
    }

    @Test
    void bytes_count_and_not_characters() {
        assertThat(policy.judge("/" + "a".repeat(1021))).isInstanceOf(CommandVerdict.Allowed.class);
        assertRefused("/" + "a".repeat(1022), "1023 bytes long, at most 1022");
        assertThat(policy.judge("/a" + "語".repeat(340))).isInstanceOf(CommandVerdict.Allowed.class);
        assertRefused("/a" + "語".repeat(341), "1025 bytes long");
        assertRefused("/" + "x".repeat(100_000), "100001 bytes long");
    }

    @Test
    void half_a_surrogate_pair_is_refused() {
        assertRefused("/announce \ud83c", "not valid Unicode");
    }

    @Test
    void what_would_be_public_chat_is_refused() {
        assertRefused("stop", "public chat");
        assertRefused(".hidden", "ignores");
        assertThat(policy("vs.console.commands.chat", "true").judge("hello"))
                .isInstanceOf(CommandVerdict.Allowed.class);
        assertThat(policy("vs.game.dialect", "plain").judge("say hello"))
                .isInstanceOf(CommandVerdict.Allowed.class);
        var strict = policy("vs.game.dialect", "plain", "vs.console.commands.chat", "false");
        assertThat(strict.judge("stop"))
                .isEqualTo(new CommandVerdict.Refused("commands begin with /"));
        assertThat(strict.judge("/say hello")).isInstanceOf(CommandVerdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stop", "/STOP", "/stop now", "/op me", "/deop you"})
    void dangerous_commands_are_blocked_by_default(String text) {
        assertRefused(text, "blocked by policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ stop",
                "/  stop",
                "/\u00a0stop",
                "/\u3000stop",
                "//stop",
                "/ / stop",
                "/st\u200bop",
                "/\u200bstop",
                "/s\u00adtop",
                "/s\u2060top",
                "/st\ufeffop",
                "/s\u0336top",
                "/st\ufe0fop",
                "/st\u3164op",
                "/st\u115fop",
                "/st\u2800op",
                "/ѕtop",
                "/stоp",
                "/ЅТОР",
                "/ѕтор",
                "/ｓｔｏｐ",
                "/𝐬𝐭𝐨𝐩",
                "/ⓢtop",
                "/stop\u00a0now",
                "/\u2044stop",
                "/оp me",
                "/dеop me"
            })
    void nor_does_what_looks_like_one_come_through(String text) {
        assertRefused(text, "blocked by policy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce \u202egnp.exe",
                "/announce \u202aa",
                "/announce \u2066a\u2069",
                "/announce \u200fa",
                "/announce \u061ca"
            })
    void what_turns_the_direction_of_text_is_refused(String text) {
        assertRefused(text, "turns the direction");
    }

    @Test
    void what_is_allowed_is_sent_as_it_was_typed() {
        for (String text :
                List.of(
                        "/announce 👨‍👩‍👧 und Grüße",
                        "/announce Привет, стоп",
                        "/announce نص",
                        "/announce a  b",
                        "/announce //stop")) {
            assertThat(policy.judge(text)).isEqualTo(new CommandVerdict.Allowed(text));
        }
        assertThat(policy("vs.console.commands.allowed", "^/сказать").judge("/сказать да"))
                .isEqualTo(new CommandVerdict.Allowed("/сказать да"));
    }

    @Test
    void words_that_only_begin_like_a_blocked_one_pass() {
        assertThat(policy.judge("/options")).isInstanceOf(CommandVerdict.Allowed.class);
        assertThat(policy.judge("/stopwatch")).isInstanceOf(CommandVerdict.Allowed.class);
    }

    @Test
    void the_operator_decides_what_is_blocked_and_allowed() {
        assertThat(policy("vs.console.commands.blocked", "^/ban").judge("/op me"))
                .isInstanceOf(CommandVerdict.Allowed.class);
        var narrow = policy("vs.console.commands.allowed", "^/(time|help)");
        assertThat(narrow.judge("/help")).isInstanceOf(CommandVerdict.Allowed.class);
        assertThat(narrow.judge("/kick a"))
                .isEqualTo(new CommandVerdict.Refused("not among the allowed commands"));
    }

    @Test
    void who_may_not_end_the_game_by_a_command_is_told_how() {
        assertRefused("/stop", "POST /api/v1alpha1/server/stop");
        assertRefusedBy(
                policy("vs.game.stop.command", ""), "/stop", "POST /api/v1alpha1/server/stop");
        assertRefusedBy(
                policy(
                        "vs.game.dialect", "plain",
                        "vs.game.stop.command", "quit",
                        "vs.console.commands.blocked", "^quit"),
                "quit now",
                "POST /api/v1alpha1/server/stop");
        assertRefusedBy(
                policy("vs.game.log-files", "/srv/server-main.log"), "/stop", "run by others");
        assertThat(policy.judge("/op me"))
                .isEqualTo(new CommandVerdict.Refused("blocked by policy"));
    }

    @Test
    void a_broken_pattern_stops_the_start_and_names_its_variable() {
        assertThatThrownBy(() -> policy("vs.console.commands.blocked", "("))
                .hasMessageContaining("VS_CONSOLE_COMMANDS_BLOCKED");
    }

    private void assertRefused(String text, String why) {
        assertRefusedBy(policy, text, why);
    }

    private static void assertRefusedBy(CommandPolicy policy, String text, String why) {
        assertThat(policy.judge(text))
                .isInstanceOfSatisfying(
                        CommandVerdict.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }

    private static CommandPolicy policy(String... settings) {
        GameSettings game = TestSettings.of(GameSettings.class, settings);
        return new CommandPolicy(
                TestSettings.of(CommandSettings.class, settings), game, Dialects.of(game));
    }
}
