package io.vsgateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLockTest {
    private static final String SETTING = "VS_AUDIT_FILE";

    @TempDir Path folder;

    @Test
    void a_second_one_is_refused_with_the_setting_until_the_first_lets_go() {
        Path file = folder.resolve("new/audit.log");
        try (var first = AuditLock.take(file, SETTING)) {
            assertThat(first.held()).isNotNull();

            assertThatThrownBy(() -> AuditLock.take(file, SETTING))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "another gateway (pid " + ProcessHandle.current().pid() + ")",
                            file.toString(),
                            SETTING);
        }
        AuditLock.take(file, SETTING).close();
    }

    @Test
    void the_same_file_by_another_name_is_the_same() throws IOException {
        Path file = Files.createFile(folder.resolve("audit.log"));
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), file);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
        try (var _ = AuditLock.take(file, SETTING);
                var _ = AuditLock.take(linked.resolve("audit.log"), SETTING)) {
            assertThatThrownBy(() -> AuditLock.take(link, SETTING))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> AuditLock.take(elsewhere.resolve("audit.log"), SETTING))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void it_outlives_the_renaming_of_the_file() throws IOException {
        Path file = Files.createFile(folder.resolve("audit.log"));
        try (var _ = AuditLock.take(file, SETTING)) {
            Files.move(file, folder.resolve("audit.log.1"));

            assertThatThrownBy(() -> AuditLock.take(file, SETTING))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void what_is_no_file_may_be_shared() {
        Path device = Path.of("/dev/null");
        try (var _ = AuditLock.take(device, SETTING);
                var second = AuditLock.take(device, SETTING)) {
            assertThat(second.held()).isNull();
        }
    }

    @Test
    void where_no_lock_can_be_made_it_goes_without() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        try (var lock = AuditLock.take(notAFolder.resolve("audit.log"), SETTING)) {
            assertThat(lock.held()).isNull();
        }
    }
}
