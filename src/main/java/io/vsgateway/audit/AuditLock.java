package io.vsgateway.audit;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.HeldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps a second gateway off an audit log and its older files: two gateways renaming them would
/// lose some. Whatever name the log goes by, there is one lock for it: `audit.log.lock` beside the
/// file itself.
///
/// A log that is no regular file, such as a device, is not locked. Nor is one beside which no lock
/// can be created: that may be a disk in trouble, which is no reason not to run.
record AuditLock(@Nullable HeldFile held) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditLock.class);

    /// @param setting the variable that names the log, for the operator
    /// @throws ConfigurationException with a text for the operator, if another gateway writes this
    ///   log
    static AuditLock take(Path file, String setting) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new AuditLock(null);
        }
        try {
            Path real = real(file);
            return new AuditLock(HeldFile.take(real.resolveSibling(real.getFileName() + ".lock")));
        } catch (HeldFile.TakenException e) {
            throw new ConfigurationException(
                    "%s writes the audit log %s; give each its own %s"
                            .formatted(e.getMessage(), file.toAbsolutePath(), setting),
                    e);
        } catch (IOException e) {
            LOG.warnf("nobody is kept off the audit log %s: %s", file, e);
            return new AuditLock(null);
        }
    }

    private static Path real(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.exists(folder)
                ? folder.toRealPath().resolve(file.getFileName())
                : file;
    }

    @Override
    public void close() {
        if (held != null) {
            held.close();
        }
    }
}
