package io.vsgateway.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    @Test
    void an_expression_that_would_backtrack_for_ever_elsewhere_ends_here() {
        assertThat(Patterns.fromRequest("(a+)+$").matcher("a".repeat(50_000) + "b").find())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "a{1001}", "(a{100}){100}", "((a{20}){20}){20}", "*", "(?<=a)b", "\\1"})
    void broken_or_costly_expressions_are_refused(String expression) {
        assertThatThrownBy(() -> Patterns.fromRequest(expression))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_long_expression_is_refused() {
        assertThatThrownBy(() -> Patterns.fromRequest("a".repeat(257))).hasMessageContaining("256");
    }

    @Test
    void a_row_of_optional_parts_that_no_stack_could_follow_is_refused() {
        assertThatThrownBy(() -> Patterns.fromRequest("(" + "a?".repeat(100) + "){1000}"))
                .hasMessageContaining("repeats");
        assertThat(Patterns.fromRequest("(" + "a?".repeat(20) + "){199}").matcher("b").find())
                .isTrue();
    }

    @Test
    void counted_repetition_within_the_bound_is_taken() {
        assertThat(Patterns.fromRequest("^\\d{1,2}:\\d{2}").matcher("12:30").find()).isTrue();
    }
}
