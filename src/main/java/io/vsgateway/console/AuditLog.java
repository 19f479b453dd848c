package io.vsgateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.game.DataSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Who did what: the latest records in memory, all of them in a file of its own.
@Startup
@ApplicationScoped
public class AuditLog {
    private static final int LEAST_BYTES = 1024;

    private final AuditFile file;
    private final int remembered;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<AuditRecord> latest = new ArrayDeque<>();

    public AuditLog(AuditSettings settings, DataSettings data, ObjectMapper json) {
        long maxBytes = settings.maxBytes().asLongValue();
        if (maxBytes < LEAST_BYTES) {
            throw new ConfigurationException("VS_AUDIT_MAX_BYTES must be at least 1K: " + maxBytes);
        }
        this.remembered = settings.remembered();
        this.file =
                new AuditFile(
                        settings.file().orElse(data.dir().resolve("audit.log")),
                        maxBytes,
                        settings.kept(),
                        json);
    }

    void add(AuditRecord entry) {
        lock.lock();
        try {
            latest.addFirst(entry);
            if (latest.size() > remembered) {
                latest.removeLast();
            }
        } finally {
            lock.unlock();
        }
        file.append(entry);
    }

    /// At most `limit` records, the newest first.
    List<AuditRecord> latest(int limit) {
        lock.lock();
        try {
            return latest.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Records that could not be written to the file.
    public long lost() {
        return file.lost();
    }

    @PreDestroy
    void close() {
        file.close();
    }
}
