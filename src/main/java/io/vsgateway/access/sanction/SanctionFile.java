package io.vsgateway.access.sanction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.data.PrivateFiles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Where sanctions outlive the gateway: one line of JSON each, in order. It is written on its own
/// thread, so that a slow disk holds up nobody, and each line is on disk before the next. It is
/// rewritten with what still matters at the start, and whenever it has grown far beyond that.
final class SanctionFile implements AutoCloseable {
    static final String NAME = "sanctions.jsonl";

    private static final Logger LOG = Logger.getLogger(SanctionFile.class);
    private static final int QUEUE = 10_000;
    private static final long SLACK = 1000;

    private final Path file;
    private final ObjectMapper json;
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    Thread.ofPlatform().daemon().name("sanctions").factory(),
                    (_, _) -> lose("the queue is full"));

    /// Used only by the writer's thread, once that exists.
    private long lines;

    private volatile boolean troubled;

    SanctionFile(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /// Reads the file in order. An invalid line is skipped: the last one may have been torn when
    /// the machine went down.
    ///
    /// @throws IllegalStateException with a text for the operator: starting without the bans would
    ///   let in those they keep out
    void read(Consumer<Sanction> each) {
        if (!Files.exists(file)) {
            return;
        }
        long number = 0;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                read(line, number, each);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the sanctions cannot be read (VS_DATA_DIR): " + e.getMessage(), e);
        }
    }

    private void read(String line, long number, Consumer<Sanction> each) {
        Sanction sanction;
        try {
            sanction = json.readValue(line, Sanction.class);
        } catch (JsonProcessingException e) {
            LOG.warnf("line %d of %s is no sanction, and is passed over", number, file);
            return;
        }
        if (sanction != null) {
            each.accept(sanction);
        }
    }

    /// Rewrites the file with these, before anything is appended. If there is no file, none is
    /// made.
    void begin(List<Sanction> holding) {
        if (Files.exists(file)) {
            try {
                replace(holding);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "the sanctions cannot be written (VS_DATA_DIR): " + e.getMessage(), e);
            }
        }
        // Later no thread may be available.
        writer.prestartAllCoreThreads();
    }

    /// Writes one more line, soon.
    ///
    /// @param holding all that matter, if the file must be rewritten
    void keep(Sanction sanction, Supplier<List<Sanction>> holding) {
        writer.execute(() -> write(sanction, holding));
    }

    /// Number of sanctions that could not be written.
    long lost() {
        return lost.get();
    }

    /// Number of sanctions that wait to be written, without the one that is being written.
    int waiting() {
        return writer.getQueue().size();
    }

    private void write(Sanction sanction, Supplier<List<Sanction>> holding) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
            if (troubled) {
                // What was lost still holds, and the last line may be incomplete.
                replace(holding.get());
                troubled = false;
                LOG.warnf("%s is written again", file);
                return;
            }
            append(line(sanction));
            lines++;
            if (lines > SLACK) {
                List<Sanction> left = holding.get();
                if (lines > SLACK + 2L * left.size()) {
                    replace(left);
                }
            }
        } catch (IOException | RuntimeException e) {
            lose(e.toString());
        }
    }

    private void append(byte[] line) throws IOException {
        try (FileChannel channel =
                PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writeAll(channel, line);
        }
    }

    private void replace(List<Sanction> holding) throws IOException {
        Path next = file.resolveSibling(NAME + ".new");
        try (FileChannel channel =
                PrivateFiles.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var all = new ByteArrayOutputStream();
            for (Sanction sanction : holding) {
                all.writeBytes(line(sanction));
            }
            writeAll(channel, all.toByteArray());
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = holding.size();
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(false);
    }

    private byte[] line(Sanction sanction) throws JsonProcessingException {
        return (json.writeValueAsString(sanction) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void lose(String why) {
        lost.incrementAndGet();
        if (!troubled) {
            troubled = true;
            LOG.errorf("%s cannot be written, and sanctions end with the gateway: %s", file, why);
        }
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
