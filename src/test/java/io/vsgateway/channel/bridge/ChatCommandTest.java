package io.vsgateway.channel.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.game.input.CommandText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCommandTest {
    private static final int MOST = 1022;
    private static final ChatCommand ANNOUNCE = ChatCommand.of("/announce [{name}] {text}", MOST);

    private static String command(String name, String text) {
        return ANNOUNCE.of(ANNOUNCE.shown(name, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada | Hello world! | /announce [Ada] Hello world!",
                "Ada | {name} {text} | /announce [Ada] {name} {text}",
                "{text} | hi | /announce [{text}] hi",
                "Ada | $1 \\ 100% | /announce [Ada] $1 \\ 100%",
                "Admin | /op Ada | /announce [Admin] /op Ada",
                "[Server Event] Eve | hi | /announce [[Server Event] Eve] hi",
                "A&B | a <b> & &lt; | /announce [A&amp;B] a &lt;b&gt; &amp; &amp;lt;",
                "<i>x | <a href=\"command:///op Eve\">gift</a> |"
                        + " /announce [&lt;i&gt;x] &lt;a href=\"command:///op Eve\"&gt;gift&lt;/a&gt;",
            })
    void words_become_the_text_of_one_command(String name, String text, String expected) {
        assertThat(command(name, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\r\n",
                "\u000b",
                "\f",
                "\u0085",
                "\u2028",
                "\u2029",
                "\0",
                "\u001b[2J",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u061c",
                "\u200b",
                "\ufeff",
                "\ud800",
                "\udc00",
                "\u007f"
            })
    void nothing_of_it_ends_the_line_or_hides(String bad) {
        String command = command("Eve" + bad + "il", "hi" + bad + "/stop");

        assertThat(CommandText.fault(command, MOST + 1)).isNull();
        assertThat(command).startsWith("/announce [Eve ").contains("] hi ").endsWith("/stop");
    }

    @Test
    void it_is_never_longer_than_a_command_may_be_and_ends_with_a_whole_character() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            String text =
                    random.ints(1 + random.nextInt(1500), 0, 0x20000)
                            .filter(Character::isDefined)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            String shown = ANNOUNCE.shown(text, "&" + text + "&<");
            String command = ANNOUNCE.of(shown);

            assertThat(command.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(MOST);
            assertThat(CommandText.fault(command, MOST + 1)).isNull();
            assertThat(shown.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&", "<", ">");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\u200b\u200b", "\u202e"})
    void what_is_no_text_is_not_shown(String text) {
        assertThat(ANNOUNCE.shown("Ada", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/announce",
                "/announce {text}",
                "{name} {text}",
                "/say {text} {name}",
                "/announce {name}"
            })
    void a_command_without_its_parts_stops_the_start(String template) {
        assertThatThrownBy(() -> ChatCommand.of(template, MOST))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("VS_BRIDGE_CHAT_COMMAND");
    }

    @Test
    void one_that_leaves_no_room_does_so_too() {
        assertThatThrownBy(() -> ChatCommand.of("/announce [{name}] {text}", 60))
                .hasMessageContaining("VS_GAME_INPUT_MAX_BYTES");
    }

    @Test
    void only_the_latest_are_remembered() {
        var recent = new Recent();
        for (int i = 0; i < Recent.MOST + 1; i++) {
            recent.add("[Ada] text " + i + ".");
        }

        assertThat(recent.isIn("Message to all: [Ada] text 200.")).isTrue();
        assertThat(recent.isIn("[Ada] text 0.")).isFalse();
        assertThat(recent.isIn("text 200.")).isFalse();
        recent.add(ANNOUNCE.shown("Ada", "a <b> & c"));
        assertThat(recent.isIn("[Ada] a <b> & c")).isTrue();
        assertThat(recent.isIn("[Ada] a &lt;b&gt; &amp; c")).isTrue();
    }
}
