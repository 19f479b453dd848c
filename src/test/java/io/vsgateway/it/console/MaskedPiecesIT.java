package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that come in pieces, questions and their answers, colours, categories: what a monitor sees
/// of them, and what the audit tells.
class MaskedPiecesIT {
    private static final String SCRIPT =
            "echo '[203.0.113.78] hello'; "
                    + "printf '\\033[31m203.0.113.79\\033[0m is red\\n'; "
                    + "printf 'Bob from 203.0.11'; read -r go; echo '3.77 joins'; "
                    + "printf 'Password: '; read -r secret; echo \"$secret\"; "
                    + "echo welcome; exec cat";
    private static final List<String> PRIVATE =
            List.of("203.0", "113.", "3.77 joins", "correct", "horse");
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayProcess.with()
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_GAME_PATTERNS_RECORD", "^(\\[(?P<category>[^]]*)])?")
                        .set("VS_GAME_LINES_PARTIAL_AFTER", "20ms")
                        .game(SCRIPT)
                        .start();
        try (Client admin = Client.admin(gateway)) {
            admin.expect("Bob from 203.0.11");
            admin.command("go", "1");
            admin.expect("Password: ");
            admin.command("correct horse", "2");
            admin.expect("\"welcome\"");
        }
    }

    @AfterAll
    static void stop() {
        gateway.closeCalm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=json", "format=text"})
    void a_monitor_sees_no_piece_of_what_is_secret(String format) {
        try (Client monitor =
                Client.console(gateway, format + "&api_key=" + GatewayProcess.MONITOR)) {
            String all = String.join("\n", monitor.until(m -> m.contains("welcome")));

            assertThat(all).contains("*** joins", "Password: ", "[0m is red").contains("] hello");
            assertThat(all).doesNotContain(PRIVATE);
        }
    }

    @Test
    void an_admin_sees_all_of_it() {
        String all = lines(GatewayProcess.ADMIN, ".*").toString();

        assertThat(all).contains("Bob from 203.0.11", "3.77 joins", "correct horse");
    }

    @Test
    void an_expression_is_looked_for_in_the_whole_line() {
        assertThat(lines(GatewayProcess.ADMIN, "^Bob from 203.0.113.77 joins$"))
                .extracting(line -> line.path("text").asText())
                .containsExactly("3.77 joins");
        assertThat(lines(GatewayProcess.MONITOR, "^Bob from \\*\\*\\* joins$"))
                .extracting(line -> line.path("text").asText())
                .containsExactly("*** joins");
        assertThat(lines(GatewayProcess.MONITOR, "203|3\\.77|horse")).isEmpty();
    }

    @Test
    void the_audit_does_not_tell_the_answer_to_a_question_for_a_password() {
        String audit = Rest.of(gateway).request().get("/api/v1alpha1/audit").asString();

        assertThat(audit).contains("\"action\":\"go\"", "\"action\":\"***\"");
        assertThat(audit).doesNotContain("correct", "horse");
    }

    private static List<JsonNode> lines(String key, String grep) {
        String body =
                new Rest(gateway, key)
                        .request()
                        .queryParam("grep", grep)
                        .get("/api/v1alpha1/console/history")
                        .asString();
        return Client.parse(body).path("lines").valueStream().toList();
    }
}
