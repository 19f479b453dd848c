package io.vsgateway.cli.game;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_the_gateway_itself_does_comes_from_no_address() throws Exception {
        String record =
                """
                {"ts":"2026-01-31T10:15:30.000Z","caller":"bridge","address":"%s","event":"command",
                "action":"/time","result":"written"}
                """;

        assertThat(AuditCommand.line(JSON.readTree(record.formatted("127.0.0.1"))))
                .isEqualTo("2026-01-31T10:15:30.000Z bridge@127.0.0.1 command: /time → written");
        assertThat(AuditCommand.line(JSON.readTree(record.formatted("unknown"))))
                .isEqualTo("2026-01-31T10:15:30.000Z bridge command: /time → written");
    }
}
