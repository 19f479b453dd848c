package io.vsgateway.channel.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.wire.channel.EventBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What back-ends publish to Redis is read as if a service had published it.
class ArrivedTest {
    private static Arrived.Good good(String name, String text) {
        return (Arrived.Good) Arrived.read(name, text);
    }

    @Test
    void the_name_says_where_it_goes() {
        String event = "{\"type\":\"said\",\"data\":{\"x\":1}}";

        assertThat(good("ws:broadcast", event).change().topics().toString())
                .isEqualTo("[system:all]");
        assertThat(good("ws:user:u1", event).change().topics().toString()).isEqualTo("[user:u1]");
        assertThat(good("ws:user:a b:c", event).change().topics().toString())
                .isEqualTo("[user:a%20b%3Ac]");
        Arrived.Good one = good("ws:connection:c1", event);
        assertThat(one.connection()).isEqualTo("c1");
        assertThat(one.change().topics().toString()).isEqualTo("[connection:c1]");
        assertThat(one.change().body().type()).isEqualTo("said");
    }

    @Test
    void what_else_a_service_may_say_stands_beside_the_event() {
        Arrived.Good wrapped =
                good(
                        "ws:broadcast",
                        "{\"event\":{\"type\":\"said\"},\"exclude_user\":\"u1\",\"retain\":\"r\",\"idempotency_key\":\"k\"}");
        assertThat(wrapped.change().exclude()).isEqualTo("u1");
        assertThat(wrapped.change().retain()).isEqualTo("r");
        assertThat(wrapped.key()).isEqualTo("k");

        Arrived.Good plain =
                good(
                        "ws:broadcast",
                        "{\"type\":\"said\",\"event\":{\"type\":\"x\"},\"retain\":\"r\"}");
        assertThat(plain.change().body().type()).isEqualTo("said");
        assertThat(plain.change().retain()).isNull();
    }

    @Test
    void numbers_are_kept_as_written() {
        assertThat(good("ws:broadcast", "{\"type\":\"a\",\"d\":1.50,\"e\":1e400}").change().body())
                .extracting(EventBody::members)
                .isEqualTo("\"d\":1.50,\"e\":1E+400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "7",
                "null",
                "{}",
                "{\"data\":{}}",
                "{\"type\":7}",
                "{\"type\":\"Bad Type\"}",
                "{\"type\":\"said\"",
                "{\"type\":\"said\"} trailing",
                "{\"event\":{}}",
                "{\"event\":{\"type\":\"said\"},\"retain\":\"\"}"
            })
    void what_is_no_event_is_not_taken(String text) {
        assertThat(Arrived.read("ws:broadcast", text)).isInstanceOf(Arrived.Bad.class);
    }

    @Test
    void what_is_too_long_or_for_nobody_is_not_taken() {
        String long_ = "{\"type\":\"said\",\"x\":\"" + "y".repeat(200_000) + "\"}";
        assertThat(Arrived.read("ws:broadcast", long_)).isInstanceOf(Arrived.Bad.class);
        assertThat(Arrived.read("ws:user:", "{\"type\":\"said\"}")).isInstanceOf(Arrived.Bad.class);
        assertThat(Arrived.read("ws:user:" + "u".repeat(200), "{\"type\":\"said\"}"))
                .isInstanceOf(Arrived.Bad.class);
    }
}
