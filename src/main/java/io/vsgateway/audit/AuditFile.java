package io.vsgateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vsgateway.data.PrivateFiles;
import io.vsgateway.text.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Appends audit records to a file, on its own thread, so that a slow or full disk holds up nobody.
/// A record that cannot be written is lost to the file and counted; each period of trouble is
/// logged once.
final class AuditFile implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditFile.class);
    private static final int QUEUE = 10_000;

    private final Path file;
    private final long maxBytes;
    private final int kept;
    private final ObjectMapper json;
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    Thread.ofPlatform().daemon().name("audit").factory(),
                    (_, _) -> lose("the queue is full"));

    /// Whether writing failed last; trouble is logged once.
    private volatile boolean troubled;

    AuditFile(Path file, long maxBytes, int kept, ObjectMapper json) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.kept = kept;
        this.json = json;
        // What was cut short by a kill of the former gateway must not spoil the next record.
        writer.execute(this::endLine);
        // Later no thread may be available, and recording must not fail for that.
        writer.prestartAllCoreThreads();
    }

    void append(AuditRecord entry) {
        writer.execute(() -> write(entry));
    }

    /// Number of records that could not be written.
    long lost() {
        return lost.get();
    }

    private void endLine() {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1));
            if (channel.read(last) == 1 && last.get(0) != '\n') {
                write(new byte[] {'\n'});
            }
        } catch (IOException _) {
            // No record is lost by it, and the next one tells what is wrong with the file.
        }
    }

    private void write(AuditRecord entry) {
        try {
            rotate();
            // Typed text must not mislead a reader of the file.
            String safe = SafeText.json(json.writeValueAsString(entry));
            byte[] line = (safe + "\n").getBytes(StandardCharsets.UTF_8);
            write(line);
            if (troubled) {
                troubled = false;
                LOG.warnf(
                        "the audit log %s is written again; %d records were lost",
                        file, lost.get());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit record cannot be written as JSON", e);
        } catch (IOException e) {
            lose(e.toString());
        }
    }

    private void write(byte[] line) throws IOException {
        try (var channel =
                PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private void lose(String why) {
        lost.incrementAndGet();
        if (!troubled) {
            troubled = true;
            LOG.errorf("the audit log %s cannot be written: %s", file, why);
        }
    }

    private void rotate() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < maxBytes) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
            return;
        }
        for (int i = kept; i > 1; i--) {
            Path older = sibling(i - 1);
            if (Files.exists(older)) {
                Files.move(older, sibling(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kept > 0) {
            Files.move(file, sibling(1), StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(file);
        }
    }

    /// At most so many records that a former gateway left here, the oldest first.
    List<AuditRecord> former(int most) {
        ObjectReader records = json.readerFor(AuditRecord.class);
        List<AuditRecord> latest = AuditTail.read(file, most, records);
        // The file may have been begun just now.
        List<AuditRecord> before = AuditTail.read(sibling(1), most - latest.size(), records);
        return Stream.concat(before.stream(), latest.stream()).toList();
    }

    private Path sibling(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /// Writes what is queued, for at most two seconds.
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
