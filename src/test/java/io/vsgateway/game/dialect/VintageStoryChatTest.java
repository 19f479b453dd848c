package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Dialect.Told.Said;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VintageStoryChatTest {
    private static final String CHAT = "27.1.2025 23:24:03 [Server Chat] ";
    private static final List<String> PLAYERS = List.of("Erney", "Old Tom", "Old Tom: Pine", "青石匠");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    0 | Erney: hiiii                                ~ Erney         ~ hiiii
                    Erney: <strong>Erney:</strong> hiiii            ~ Erney         ~ hiiii
                    Old Tom: wolves: three                          ~ Old Tom       ~ wolves: three
                    Old Tom: Pine: hello                            ~ Old Tom: Pine ~ hello
                    0 | 青石匠: 今天的日落真美                         ~ 青石匠          ~ 今天的日落真美
                    0 | Erney: is <b>bronze</b> &lt;good&gt; &amp; &amp;lt; ~ Erney ~ is bronze <good> & &lt;
                    0 | Erney: <a href="command:///stop">here</a>   ~ Erney         ~ here
                    0 | Erney: 3 < 4 > 2 <3                          ~ Erney         ~ 3 < 4 > 2 <3
                    0 | Erney: [Server Event] Old Tom joins.        ~ Erney         ~ [Server Event] Old Tom joins.
                    0 | Erney: 7 | Old Tom: not me                  ~ Erney         ~ 7 | Old Tom: not me
                    """)
    void what_players_say_to_everybody_is_read(String message, String name, String text) {
        assertThat(VintageStoryChat.said(CHAT + message, PLAYERS)).contains(new Said(name, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHAT + "7 | Erney: only for the guild",
                CHAT + "0 | Admin: nobody of this name is playing",
                CHAT + "0 | Mallory: Erney: hi",
                CHAT + "0 | Erney:",
                CHAT + "0 | Erney: <b></b> ",
                CHAT + "0 | Erney",
                CHAT,
                "27.1.2025 23:24:03 [Server Notification] 0 | Erney: hi",
                "27.1.2025 23:24:03 [Server Event] Erney: hi",
                "27.1.2025 23:24:03 [Server Audit] Erney: hi",
                "[Chat] 0 | Erney: anybody may write this into a line",
                "Erney: hi",
                ""
            })
    void anything_else_is_no_chat(String line) {
        assertThat(VintageStoryChat.said(line, PLAYERS)).isEmpty();
    }

    @Test
    void colours_are_no_part_of_it() {
        String line = "\u001b[32m" + CHAT + "\u001b[1m0 | Erney: \u001b[31mred\u001b[0m";
        assertThat(VintageStoryChat.said(line, PLAYERS)).contains(new Said("Erney", "red"));
    }
}
