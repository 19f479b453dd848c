package io.vsgateway.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect.Help.Part;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelpListenerTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    /// The lines `echo`, `/name` and `more` are of the answer.
    private final HelpListener listener =
            new HelpListener(line ->
                    line.text().startsWith("/")
                            ? new Part(true, Optional.of(command(line.text())))
                            : new Part(!line.text().equals("other"), Optional.empty()));

    @Test
    void what_is_told_is_gathered_and_the_rest_left_alone() throws Exception {
        assertThat(listener.test(line("other"))).isFalse();
        assertThat(listener.test(line("echo"))).isTrue();
        assertThat(listener.test(line("/b"))).isTrue();
        assertThat(listener.test(line("more"))).isTrue();
        assertThat(listener.test(line("/a"))).isTrue();
        assertThat(listener.test(line("/a"))).isTrue();

        listener.awaitEnd(LONG, SHORT);

        assertThat(listener.answer())
                .isEqualTo(new CommandHelp.Answer(true, List.of(command("/a"), command("/b"))));
    }

    @Test
    void a_question_that_was_taken_and_not_answered_is_told_from_one_that_was_not_taken()
            throws Exception {
        listener.awaitEnd(SHORT, SHORT);
        assertThat(listener.answer().wasTaken()).isFalse();

        listener.test(line("echo"));
        listener.awaitEnd(SHORT, SHORT);

        assertThat(listener.answer().wasTaken()).isTrue();
        assertThat(listener.answer().commands()).isEmpty();
    }

    @Test
    void a_refusal_is_not_waited_out() throws Exception {
        listener.note(new Receipt.Rejected("blocked"));

        listener.awaitEnd(LONG, LONG);

        assertThat(listener.answer().wasTaken()).isFalse();
    }

    @Test
    void an_answer_without_an_end_is_bounded() {
        for (int i = 0; i < 2000; i++) {
            listener.test(line("/c" + i));
        }

        assertThat(listener.answer().commands()).hasSize(1000);
    }

    private static KnownCommand command(String name) {
        return new KnownCommand(name, name, "");
    }

    private static ConsoleLine line(String text) {
        return new ConsoleLine(Instant.EPOCH, LineSource.STDOUT, Level.INFO, "", false, text);
    }
}
