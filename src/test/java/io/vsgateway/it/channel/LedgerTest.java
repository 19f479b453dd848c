package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void begin() {
        ledger.begins("a-10");
    }

    private static JsonNode event(String id) {
        return Client.parse("{\"event_id\":\"%s\",\"topic\":\"room:x\"}".formatted(id));
    }

    private void told(String id) {
        ledger.checkTold("ada", id, "room:x");
    }

    private void assertNotTold(String id) {
        assertThatThrownBy(() -> told(id)).isInstanceOf(AssertionError.class);
    }

    @Test
    void what_came_and_what_was_before_is_told_and_nothing_else() {
        ledger.came(event("a-12"));

        assertThatCode(() -> told("a-10")).doesNotThrowAnyException();
        assertThatCode(() -> told("a-12")).doesNotThrowAnyException();
        assertNotTold("a-11");
        assertNotTold("b-10");
    }

    @Test
    void what_falls_or_comes_twice_is_a_fault() {
        ledger.came(event("a-12"));
        ledger.came(event("a-11"));
        assertThat(ledger.faults()).hasSize(1);
        ledger.remembered(event("a-12"));
        assertThat(ledger.faults()).hasSize(2);
    }

    @Test
    void what_the_past_of_a_topic_brought_may_come_again_once_where_the_flow_had_not_got() {
        ledger.came(event("a-11"));
        ledger.remembered(event("a-12"));
        ledger.remembered(event("a-13"));
        ledger.begins("a-12");
        ledger.came(event("a-13"));
        assertThat(ledger.faults()).isEmpty();

        ledger.remembered(event("a-12"));
        assertThat(ledger.faults()).hasSize(1);
        ledger.remembered(event("a-13"));
        assertThat(ledger.faults()).hasSize(2);
    }

    @Test
    void what_comes_in_a_new_epoch_without_a_gap_is_a_fault() {
        ledger.came(event("a-12"));
        ledger.came(event("b-13"));

        assertThat(ledger.faults()).hasSize(1);
    }

    @Test
    void a_gap_covers_what_it_names() {
        ledger.gap("room:x", "a-11", "a-13", true);

        assertThatCode(() -> told("a-13")).doesNotThrowAnyException();
        assertNotTold("a-14");
        assertThatThrownBy(() -> ledger.checkTold("ada", "a-12", "room:y"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_gap_that_takes_all_away_covers_what_was_before_it_but_nothing_later() {
        ledger.came(event("a-12"));
        ledger.gap("room:x", "", "c-5", false);
        ledger.came(event("c-6"));
        ledger.gap("room:y", "", "d-1", false);

        assertThat(ledger.faults()).isEmpty();
        assertThatCode(() -> told("a-11")).doesNotThrowAnyException();
        assertThatCode(() -> told("b-1")).doesNotThrowAnyException();
        assertThatCode(() -> told("c-5")).doesNotThrowAnyException();
        assertNotTold("c-7");
        assertNotTold("d-1");
    }

    @Test
    void an_id_with_another_content_is_a_fault() {
        ledger.came(event("a-12"));
        ledger.gap("room:x", "", "a-11", false);
        ledger.remembered(Client.parse("{\"event_id\":\"a-12\",\"topic\":\"room:x\",\"other\":1}"));

        assertThat(ledger.faults()).hasSize(1);
    }
}
