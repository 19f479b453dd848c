package io.vsgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @TempDir Path folder;

    @Test
    void every_record_is_a_line_of_json() throws IOException {
        Path file = folder.resolve("new/audit.log");
        try (var audit = new AuditFile(file, 1_000_000, 5, json)) {
            audit.append(entry("/time"));
            audit.append(entry("/help"));
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(json.readTree(Files.readAllLines(file).get(1)).path("action").asText())
                .isEqualTo("/help");
    }

    @Test
    void what_would_fool_a_reader_is_escaped_and_nothing_is_lost() throws IOException {
        Path file = folder.resolve("audit.log");
        String action = "/kick \u202enimdA\u200b \u001b[8mx\u009b\u007f";
        try (var audit = new AuditFile(file, 1_000_000, 5, json)) {
            audit.append(entry(action));
        }

        String line = Files.readString(file);
        assertThat(line.strip()).matches("\\p{ASCII}*").doesNotContain("\u001b", "\u007f");
        assertThat(json.readTree(line).path("action").asText()).isEqualTo(action);
    }

    @Test
    void the_next_gateway_finds_the_last_records_though_a_kill_cut_one_short() throws IOException {
        Path file = folder.resolve("audit.log");
        try (var audit = new AuditFile(file, 1_000_000, 5, json)) {
            for (int i = 0; i < 5; i++) {
                audit.append(entry("/time " + i));
            }
        }
        Files.writeString(file, "not one\n{}\nnull\n{\"ts\":\"2026", StandardOpenOption.APPEND);

        try (var audit = new AuditFile(file, 1_000_000, 5, json)) {
            assertThat(audit.former(3))
                    .extracting(AuditRecord::action)
                    .containsExactly("/time 2", "/time 3", "/time 4");
            audit.append(entry("/time 5"));
        }
        try (var audit = new AuditFile(file, 1_000_000, 5, json)) {
            assertThat(audit.former(100)).hasSize(6);
            assertThat(audit.former(100).getLast().action()).isEqualTo("/time 5");
        }
    }

    @Test
    void the_last_records_are_found_over_a_renamed_file_and_in_a_long_one() throws IOException {
        Path file = folder.resolve("audit.log");
        try (var audit = new AuditFile(file, 300, 2, json)) {
            for (int i = 0; i < 20; i++) {
                audit.append(entry("/time " + i));
            }
        }
        try (var audit = new AuditFile(file, 300, 2, json)) {
            assertThat(audit.former(100).getLast().action()).isEqualTo("/time 19");
            assertThat(audit.former(2))
                    .extracting(AuditRecord::action)
                    .containsExactly("/time 18", "/time 19");
        }
        Path longer = folder.resolve("longer.log");
        try (var audit = new AuditFile(longer, 100_000_000, 2, json)) {
            for (int i = 0; i < 6; i++) {
                audit.append(entry("x".repeat(1 << 20)));
            }
        }
        try (var audit = new AuditFile(longer, 100_000_000, 2, json)) {
            assertThat(audit.former(100)).hasSize(3);
        }
        try (var audit = new AuditFile(Path.of("/dev/null"), 1000, 2, json)) {
            assertThat(audit.former(100)).isEmpty();
        }
    }

    @Test
    void a_full_file_is_renamed_and_the_oldest_is_dropped() throws IOException {
        Path file = folder.resolve("audit.log");
        try (var audit = new AuditFile(file, 300, 2, json)) {
            for (int i = 0; i < 20; i++) {
                audit.append(entry("/time " + i));
            }
        }

        assertThat(Files.list(folder).map(p -> p.getFileName().toString()))
                .containsExactlyInAnyOrder("audit.log", "audit.log.1", "audit.log.2");
        assertThat(Files.readString(file)).contains("/time 19");
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void a_full_disk_loses_records_but_holds_up_nobody() {
        try (var audit = new AuditFile(Path.of("/dev/full"), 1_000_000, 5, json)) {
            for (int i = 0; i < 100; i++) {
                audit.append(entry("/time " + i));
            }

            Awaitility.await().until(() -> audit.lost() == 100);
        }
    }

    private static AuditRecord entry(String action) {
        return new AuditRecord(
                Instant.EPOCH,
                "command",
                "admin-key",
                "admin",
                "192.0.2.1",
                null,
                "c1",
                action,
                "accepted",
                null);
    }
}
