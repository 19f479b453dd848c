package io.vsgateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/// The last records of an audit file, as a former gateway left them. It reads at most 4 MiB from
/// the end. What is no record, such as a line that was cut short by a kill, is passed over.
final class AuditTail {
    private static final Logger LOG = Logger.getLogger(AuditTail.class);
    private static final int MOST_BYTES = 4 << 20;

    private AuditTail() {}

    /// At most so many records, the oldest first; none if there is no such file, if it is no
    /// regular one, or if it cannot be read.
    static List<AuditRecord> read(Path file, int most, ObjectReader records) {
        if (most <= 0 || !Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return records(endOf(file), most, records);
        } catch (IOException e) {
            LOG.warnf("what the audit log %s had before cannot be read: %s", file, e);
            return List.of();
        }
    }

    private static List<AuditRecord> records(String text, int most, ObjectReader reader) {
        String[] lines = text.split("\n");
        Deque<AuditRecord> found = new ArrayDeque<>();
        for (int i = lines.length - 1; i >= 0 && found.size() < most; i--) {
            try {
                if (reader.readValue(lines[i]) instanceof AuditRecord record && isWhole(record)) {
                    found.addFirst(record);
                }
            } catch (JsonProcessingException _) {
                // Not a whole record.
            }
        }
        return List.copyOf(found);
    }

    @SuppressWarnings("ConstantValue") // it comes from a file
    private static boolean isWhole(AuditRecord record) {
        return record.ts() != null
                && record.event() != null
                && record.caller() != null
                && record.action() != null
                && record.result() != null;
    }

    private static String endOf(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - MOST_BYTES);
            var bytes = ByteBuffer.allocate((int) (channel.size() - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // More comes.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }
}
