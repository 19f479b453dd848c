package io.vsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.DocTables;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The tables of codes in `src/docs/protocol.md` are those of the code.
class CloseCodeDocTest {
    @Test
    void the_table_of_close_codes_is_the_enum() {
        List<List<String>> codes =
                Arrays.stream(CloseCode.values())
                        .map(code ->
                                List.of(
                                        Integer.toString(code.code()),
                                        code.reason(),
                                        code.advice()))
                        .toList();

        assertThat(DocTables.rows("protocol.md", "## Close codes")).isEqualTo(codes);
    }

    @Test
    void the_table_of_error_codes_is_the_enum() {
        List<String> codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::label).toList();

        assertThat(DocTables.rows("protocol.md", "### Error codes").stream().map(List::getFirst))
                .containsExactlyElementsOf(codes);
    }

    @Test
    void a_reason_fits_into_a_close_frame() {
        assertThat(CloseCode.values())
                .allSatisfy(code ->
                        assertThat(code.reason().getBytes(StandardCharsets.UTF_8))
                                .hasSizeLessThanOrEqualTo(123));
    }
}
