package io.vsgateway.game.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import io.vsgateway.text.PieceMask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaskedLinesTest {
    private Dialect.LineReader reader =
            PatternsSetting.dialect("vintagestory").reader(LineSource.STDOUT, Wanted.ALL);

    @Test
    void a_whole_line_is_masked_by_those_who_look() {
        assertThat(masked("password x", LineEnd.BREAK)).isNull();
    }

    @Test
    void a_piece_is_masked_as_its_line_is() {
        assertThat(masked("Bob from 203.0.11", LineEnd.PAUSE))
                .isEqualTo(new PieceMask.Piece("", "Bob from "));
        assertThat(masked("3.77 and 203.0.1", LineEnd.LENGTH))
                .isEqualTo(new PieceMask.Piece("Bob from ", "*** and " + LineDecoder.MORE));
        assertThat(masked("", LineEnd.BREAK))
                .isEqualTo(new PieceMask.Piece("Bob from *** and ", "203.0.1"));
        assertThat(masked("next", LineEnd.BREAK)).isNull();
    }

    @Test
    void a_record_of_the_games_answers_no_question_that_a_player_asks() {
        masked("28.1.2024 15:43:12 [Server Chat] Bob: password:", LineEnd.BREAK);

        assertThat(masked("28.1.2024 15:43:13 [Server Event] Bob left.", LineEnd.BREAK)).isNull();
    }

    @Test
    void where_records_have_no_form_the_next_line_is_the_answer() {
        reader = PatternsSetting.dialect("plain").reader(LineSource.STDOUT, Wanted.ALL);
        masked("Password:", LineEnd.BREAK);

        assertThat(masked("correct horse", LineEnd.BREAK))
                .isEqualTo(new PieceMask.Piece("", "***"));
        assertThat(masked("welcome", LineEnd.BREAK)).isNull();
    }

    private PieceMask.@Nullable Piece masked(String text, LineEnd end) {
        return reader.read(Instant.EPOCH, text, end).line().masked();
    }
}
