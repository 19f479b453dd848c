package io.vsgateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper json = new ObjectMapper();

    private record Body(String name, List<String> others) {}

    @BeforeEach
    void customize() {
        new StrictJson().customize(json);
    }

    @Test
    void texts_are_taken_as_they_are_written() throws JsonProcessingException {
        assertThat(
                        json.readValue(
                                "{\"name\":\"\\ud83d\\ude80\",\"others\":[\"a\",null]}",
                                Body.class))
                .isEqualTo(new Body("\uD83D\uDE80", Arrays.asList("a", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a\\udc00\\ud800\"}",
                "{\"name\":\"a\",\"others\":[\"b\",\"\\ud800\"]}",
                "{\"name\":5}",
                "{\"name\":true}"
            })
    void what_is_no_text_is_not_taken(String body) {
        assertThatThrownBy(() -> json.readValue(body, Body.class))
                .isInstanceOf(MismatchedInputException.class);
    }
}
