package io.vsgateway.access.sanction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vsgateway.access.CapturedLog;
import io.vsgateway.access.TestClock;
import io.vsgateway.access.sanction.Sanction.Kind;
import io.vsgateway.time.Clocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SanctionFileTest {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final TestClock clock = new TestClock();

    @TempDir Path folder;

    @Test
    void what_was_applied_is_there_after_a_restart() throws IOException {
        try (var life = new Life()) {
            life.sanctions.apply(ban("u1", Duration.ofHours(1)));
            life.sanctions.apply(ban("u2", Duration.ofMinutes(1)));
            life.sanctions.apply(ban("u3", Duration.ofHours(1)));
            life.sanctions.apply(ban("u3", Duration.ofHours(1)).lifted(clock.instant(), "x"));
            life.sanctions.apply(
                    new Sanction(
                            Kind.MUTE,
                            "Ärger \"鍵\" \u2028",
                            "chat:global",
                            clock.instant(),
                            clock.instant().plusSeconds(3600),
                            "admin-key",
                            "spam"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file())).hasSize(5);
        clock.advance(Duration.ofMinutes(2));

        try (var life = new Life()) {
            assertThat(life.sanctions.isBanned("u1")).isTrue();
            assertThat(life.sanctions.isBanned("u2")).isFalse();
            assertThat(life.sanctions.isBanned("u3")).isFalse();
            assertThat(life.sanctions.muted("Ärger \"鍵\" \u2028", "chat:global")).isPresent();
            assertThat(Files.readAllLines(file())).as("with what was lifted").hasSize(3);
            Sanction before =
                    ban("u3", Duration.ofHours(1)).decidedAt(clock.instant().minusSeconds(600));
            assertThat(life.sanctions.take(before)).isInstanceOf(Sanctions.Taken.Older.class);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void without_any_there_is_no_file() {
        try (var life = new Life()) {
            assertThat(life.sanctions.all()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_last_line_that_was_torn_at_any_byte_costs_itself_alone() throws IOException {
        try (var life = new Life()) {
            life.sanctions.apply(ban("u1", Duration.ofHours(1)));
            life.sanctions.apply(ban("u2-ж鍵", Duration.ofHours(1)));
        }
        byte[] whole = Files.readAllBytes(file());
        int first = Files.readString(file()).indexOf('\n') + 1;
        for (int end = first; end < whole.length - 1; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            try (var life = new Life()) {
                assertThat(life.sanctions.isBanned("u1")).isTrue();
                assertThat(life.sanctions.all()).as("cut at " + end).hasSize(1);
                life.sanctions.apply(ban("u3", Duration.ofHours(1)));
            }
            try (var life = new Life()) {
                assertThat(life.sanctions.all())
                        .extracting(Sanction::subject)
                        .containsExactly("u1", "u3");
            }
        }
    }

    @Test
    void lines_that_are_none_are_passed_over_and_told() throws IOException {
        try (var life = new Life()) {
            life.sanctions.apply(ban("u1", Duration.ofHours(1)));
        }
        Files.write(
                file(),
                List.of(
                        "",
                        "null",
                        "7",
                        "{}",
                        "{\"kind\":\"curse\",\"subject\":\"u2\"}",
                        "[".repeat(5000)),
                StandardOpenOption.APPEND);
        try (CapturedLog log = CapturedLog.start();
                var life = new Life()) {
            assertThat(life.sanctions.all()).hasSize(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("line 5 of " + file()));
        }
    }

    @Test
    void one_that_cannot_be_read_stops_the_start() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(Life::new)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the sanctions cannot be read (VS_DATA_DIR)");
    }

    @Test
    void it_does_not_grow_with_what_comes_and_goes() throws IOException {
        try (var life = new Life()) {
            for (int i = 0; i < 5000; i++) {
                life.sanctions.apply(ban("u" + i % 3, Duration.ofHours(1)));
            }
        }
        assertThat(Files.readAllLines(file())).hasSizeLessThan(1100);
        try (var life = new Life()) {
            assertThat(life.sanctions.all()).hasSize(3);
        }
    }

    @Test
    void what_could_not_be_written_is_told_and_written_when_it_can_be() throws IOException {
        Path gone = folder.resolve("sub");
        Files.writeString(gone, "in the way");
        try (CapturedLog log = CapturedLog.start();
                var life = new Life(gone.resolve(SanctionFile.NAME))) {
            life.sanctions.apply(ban("u1", Duration.ofHours(1)));
            await().until(() -> life.file.lost() == 1);
            assertThat(life.sanctions.isBanned("u1")).isTrue();
            assertThat(log.lines()).anyMatch(line -> line.contains("cannot be written"));

            Files.delete(gone);
            life.sanctions.apply(ban("u2", Duration.ofHours(1)));
        }
        assertThat(Files.readAllLines(gone.resolve(SanctionFile.NAME))).hasSize(2);
    }

    private Path file() {
        return folder.resolve(SanctionFile.NAME);
    }

    private Sanction ban(String user, Duration time) {
        return new Sanction(
                Kind.BAN, user, "", clock.instant(), clock.instant().plus(time), "x", "");
    }

    /// A gateway's, from its start to its end.
    private final class Life implements AutoCloseable {
        final SanctionFile file;
        final Sanctions sanctions;

        Life() {
            this(file());
        }

        Life(Path path) {
            file = new SanctionFile(path, JSON);
            sanctions = SanctionBeans.load(file, new Clocks(clock, clock), Sanctions.MOST);
        }

        @Override
        public void close() {
            // A slow disk takes longer than a gateway that ends would wait.
            await().atMost(Duration.ofMinutes(1)).until(() -> file.waiting() == 0);
            file.close();
        }
    }
}
