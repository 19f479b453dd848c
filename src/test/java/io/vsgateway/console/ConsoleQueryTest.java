package io.vsgateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.game.Level;
import io.vsgateway.wire.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleQueryTest {
    @Test
    void without_parameters_it_is_text_with_the_default_history() {
        var query = ConsoleQuery.read(null, null, "", 100);

        assertThat(query.format()).isEqualTo(Format.TEXT);
        assertThat(query.start()).isEqualTo(new Start.Last(100));
        assertThat(query.complaints()).isEmpty();
    }

    @Test
    void format_and_history_can_be_chosen() {
        var query = ConsoleQuery.read("format=json&history_lines=10000&api_key=x", null, "", 100);

        assertThat(query.format()).isEqualTo(Format.JSON);
        assertThat(query.start()).isEqualTo(new Start.Last(10_000));
    }

    @Test
    void the_subprotocol_asks_for_json_even_when_bearer_was_agreed_on() {
        assertThat(ConsoleQuery.read(null, "vs.console.v1.json", "", 100).format())
                .isEqualTo(Format.JSON);
        assertThat(ConsoleQuery.read(null, "bearer", "bearer, k, vs.console.v1.json", 100).format())
                .isEqualTo(Format.JSON);
        assertThat(ConsoleQuery.read("format=text", "vs.console.v1.json", "", 100).format())
                .isEqualTo(Format.TEXT);
    }

    @Test
    void a_resuming_client_begins_behind_its_last_id_whatever_history_it_asks_for() {
        assertThat(ConsoleQuery.read("last_event_id=e1-7&history_lines=5", null, "", 100).start())
                .isEqualTo(new Start.After(new Position("e1", 7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history_lines=0",
                "history_lines=10001",
                "history_lines=-1",
                "history_lines=ten",
                "history_lines=99999999999",
                "format=xml",
                "last_event_id=what"
            })
    void what_is_out_of_bounds_gets_its_default_and_a_complaint(String text) {
        var query = ConsoleQuery.read(text, null, "", 100);

        assertThat(query.format()).isEqualTo(Format.TEXT);
        assertThat(query.start()).isEqualTo(new Start.Last(100));
        assertThat(query.complaints()).hasSize(1);
    }

    @Test
    void level_and_grep_choose_lines() {
        LineFilter filter =
                ConsoleQuery.read("level=WARN&grep=joins%7Cleft", null, "", 100).filter();

        assertThat(filter.least()).isEqualTo(Level.WARN);
        assertThat(String.valueOf(filter.grep())).isEqualTo("joins|left");
        assertThat(filter.isAll()).isFalse();
        assertThat(ConsoleQuery.read("level=debug&grep=", null, "", 100).filter().isAll()).isTrue();
    }

    @Test
    void a_wrong_filter_is_none_and_the_other_one_holds() {
        var query = ConsoleQuery.read("level=loud&grep=x", null, "", 100);

        assertThat(query.complaints())
                .containsExactly("level must be debug, info, warn, error or fatal");
        assertThat(query.filter().least()).isEqualTo(Level.DEBUG);
        assertThat(String.valueOf(query.filter().grep())).isEqualTo("x");
        assertThat(ConsoleQuery.read("level=warn&grep=(", null, "", 100).complaints())
                .singleElement()
                .asString()
                .startsWith("grep is not taken: ");
    }

    @Test
    void a_broken_query_is_as_none() {
        assertThat(ConsoleQuery.read("history_lines=%zz&format=json", null, "", 100).start())
                .isEqualTo(new Start.Last(100));
    }
}
