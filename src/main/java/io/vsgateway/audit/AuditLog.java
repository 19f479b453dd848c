package io.vsgateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vsgateway.access.Caller;
import io.vsgateway.data.DataSettings;
import io.vsgateway.text.Masking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Who did what: the latest records in memory, at the start those that a former gateway has left;
/// all of them in files. Refused actions changed nothing and can be provoked at will, so they have
/// their own share, [RefusalShare], in memory and on disk: they never displace what was done.
@Startup
@ApplicationScoped
public class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int LEAST_BYTES = 1024;
    private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final AuditLock alone;
    private final AuditFile doneFile;
    private final AuditFile refusedFile;
    private final RefusalShare share;
    private final int remembered;
    private final ReentrantLock lock = new ReentrantLock();

    /// Each with the newest first.
    @GuardedBy("lock")
    private final Deque<Numbered> done = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Deque<Numbered> refused = new ArrayDeque<>();

    /// The latest of those that have an id. It is asked for on event loops.
    @GuardedBy("lock")
    private final Map<Named, Numbered> latest = new HashMap<>();

    @GuardedBy("lock")
    private long count;

    private record Numbered(long number, AuditRecord entry) {}

    private record Named(String caller, String id) {}

    public AuditLog(AuditSettings settings, DataSettings data, ObjectMapper json, Vertx vertx) {
        long maxBytes = settings.maxBytes().asLongValue();
        if (maxBytes < LEAST_BYTES) {
            throw new ConfigurationException("VS_AUDIT_MAX_BYTES must be at least 1K: " + maxBytes);
        }
        this.remembered = settings.remembered();
        Path file = settings.file().orElse(data.dir().resolve("audit.log"));
        this.alone =
                AuditLock.take(file, settings.file().isPresent() ? "VS_AUDIT_FILE" : "VS_DATA_DIR");
        this.doneFile = new AuditFile(file, maxBytes, settings.kept(), json);
        this.refusedFile = new AuditFile(ofRefusals(file), maxBytes, settings.kept(), json);
        restore();
        this.share =
                new RefusalShare(
                        System::nanoTime,
                        task -> vertx.setTimer(MINUTE_MILLIS, _ -> task.run()),
                        LOG::warn);
    }

    /// `audit-refused.log` beside `audit.log`; but a log that is no regular file, such as a device,
    /// takes all.
    static Path ofRefusals(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return file;
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0
                ? file.resolveSibling(name.substring(0, dot) + "-refused" + name.substring(dot))
                : file.resolveSibling(name + "-refused");
    }

    /// Takes up what a former gateway has left, so that it is known over a restart.
    private void restore() {
        var done = doneFile.former(remembered).stream().map(it -> new Former(it, false));
        var refused =
                refusedFile.former(ofRefusals(remembered)).stream().map(it -> new Former(it, true));
        Stream.concat(done, refused)
                .sorted(Comparator.comparing(it -> it.entry().ts()))
                .forEach(it -> remember(it.entry(), it.isRefusal()));
    }

    private record Former(AuditRecord entry, boolean isRefusal) {}

    /// Records what was done, or its outcome.
    public void add(AuditRecord entry) {
        remember(entry, false);
        doneFile.append(entry);
    }

    /// Records a refused request of a caller, or only counts it.
    public void refuse(String event, Caller caller, Supplier<AuditRecord> entry) {
        if (share.take(caller.source() + " (" + event + ")")) {
            AuditRecord made = entry.get();
            remember(made, true);
            refusedFile.append(made);
        }
    }

    /// Counts a request that the caller may never make.
    public void leaveOut(Caller caller) {
        share.leaveOut(caller.source());
    }

    private static int ofRefusals(int remembered) {
        return Math.max(1, remembered / 4);
    }

    private void remember(AuditRecord entry, boolean isRefusal) {
        int most = isRefusal ? ofRefusals(remembered) : remembered;
        lock.lock();
        try {
            Deque<Numbered> records = isRefusal ? refused : done;
            var added = new Numbered(count++, entry);
            records.addFirst(added);
            String id = entry.id();
            if (id != null) {
                latest.put(new Named(entry.caller(), id), added);
            }
            if (records.size() > most) {
                forget(records.removeLast());
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void forget(Numbered oldest) {
        String id = oldest.entry().id();
        if (id != null) {
            latest.remove(new Named(oldest.entry().caller(), id), oldest);
        }
    }

    /// At most `limit` records, the newest first.
    List<AuditRecord> latest(int limit) {
        lock.lock();
        try {
            return Stream.concat(done.stream().limit(limit), refused.stream().limit(limit))
                    .sorted(Comparator.comparingLong(Numbered::number).reversed())
                    .limit(limit)
                    .map(Numbered::entry)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// The latest record of a caller with this id, such as how far a command came; empty if it is
    /// not remembered, or has no such.
    public Optional<AuditRecord> latestOf(String caller, String id) {
        // As it was recorded.
        var named = new Named(caller, Masking.secrets(id));
        lock.lock();
        try {
            return Optional.ofNullable(latest.get(named)).map(Numbered::entry);
        } finally {
            lock.unlock();
        }
    }

    /// Number of records that could not be written to a file.
    public long lost() {
        return doneFile.lost() + refusedFile.lost();
    }

    /// Number of refusals that were only counted.
    public long leftOut() {
        return share.leftOut();
    }

    @PreDestroy
    void close() {
        share.tell();
        doneFile.close();
        refusedFile.close();
        alone.close();
    }
}
