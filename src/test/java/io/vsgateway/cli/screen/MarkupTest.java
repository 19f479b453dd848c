package io.vsgateway.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <code>/announce <i>&lt;message&gt;</i></code> | /announce <message>
                    <font color="#fff">red</font><br/>end         | redend
                    <a href="https://h">here</a>                  | here
                    <Erney> hello                                 | <Erney> hello
                    1 < 2 & 3 > 2                                 | 1 < 2 & 3 > 2
                    &amp;lt;b&amp;gt;                             | &lt;b&gt;
                    &lt;b&gt;bold&lt;/b&gt;                       | <b>bold</b>
                    &euro; &#65;                                  | &euro; &#65;
                    <bold>no tag of it</bold>                     | <bold>no tag of it</bold>
                    """)
    void what_it_says_is_left(String text, String said) {
        assertThat(Markup.plain(text)).isEqualTo(said);
    }
}
