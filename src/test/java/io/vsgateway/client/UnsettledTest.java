package io.vsgateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.Format;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnsettledTest {
    private final Unsettled unsettled = new Unsettled();

    @Test
    void what_is_settled_is_not_asked_for() {
        unsettled.sent("a");
        unsettled.sent("b");
        unsettled.settled("a");

        assertThat(unsettled.questions()).map(UnsettledTest::ids).containsExactly(List.of("b"));
        unsettled.settled("b");
        assertThat(unsettled.questions()).isEmpty();
    }

    @Test
    void of_many_as_many_are_asked_for_at_once_as_the_gateway_takes() {
        List<String> all = IntStream.range(0, 130).mapToObj(i -> "c" + i).toList();
        all.forEach(unsettled::sent);

        assertThat(unsettled.questions())
                .map(UnsettledTest::ids)
                .containsExactly(all.subList(0, 64), all.subList(64, 128), all.subList(128, 130));
    }

    @Test
    void if_the_gateway_does_not_take_the_question_nobody_knows() {
        unsettled.sent("a");

        List<ConsoleEvent> told =
                unsettled.giveUp(new ConsoleEvent.Error("t", "unknown_type", "type is not known"));

        assertThat(told)
                .containsExactly(
                        new ConsoleEvent.Receipt(
                                "t",
                                "a",
                                "unknown",
                                "the gateway does not tell: type is not known",
                                null));
        assertThat(told).allMatch(one -> ((ConsoleEvent.Receipt) one).isFinal());
        assertThat(unsettled.questions()).isEmpty();
    }

    private static List<String> ids(ObjectNode question) {
        return ClientMessage.parse(question.toString(), Format.JSON)
                        instanceof ClientMessage.Receipts(List<String> ids)
                ? ids
                : List.of();
    }
}
