package io.vsgateway.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a program tells the one that is run in its place, in the same process: a text in a pipe.
/// Others see a variable with the number of the pipe's descriptor, and who inherits the variable
/// has another process. Linux only.
final class Handover {
    static final String VARIABLE = "GATEWAY_HANDOVER";
    static final int MOST_BYTES = 4096;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
    private static final int STAYS_OPEN = 0;

    private Handover() {}

    /// Leaves a text for the program that is run next.
    ///
    /// @return the variable that it needs, ended by a NUL
    /// @throws IOException if the text is too long, or no pipe is to be had
    static byte[] leave(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("what is to be handed over is too long");
        }
        // Its read end stays open: that is how the text gets there. It fits into any pipe.
        ChildPipe pipe = ChildPipe.open();
        try (FileChannel writer = pipe.writer()) {
            int _ = writer.write(ByteBuffer.wrap(bytes));
        }
        int _ = Calls.close(number(pipe.writeEnd().toPath()));
        int there = number(pipe.readEnd().toPath());
        int _ = Calls.fcntl(there, Calls.SET_FLAGS, STAYS_OPEN);
        return "%s=%d:%d\0"
                .formatted(VARIABLE, there, ProcessHandle.current().pid())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int number(Path descriptor) {
        return Integer.parseInt(descriptor.getFileName().toString());
    }

    /// What was left for this program, which is to be had once.
    ///
    /// @param place the value of the variable; null if there is none
    static Optional<String> take(@Nullable String place) {
        Matcher matcher = PLACE.matcher(place == null ? "" : place);
        if (!matcher.matches()
                || Long.parseLong(matcher.group(2)) != ProcessHandle.current().pid()) {
            return Optional.empty();
        }
        int descriptor = Integer.parseInt(matcher.group(1));
        Path pipe = DESCRIPTORS.resolve(matcher.group(1));
        try {
            if (!Files.readSymbolicLink(pipe).toString().startsWith("pipe:")) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(pipe)) {
                return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            } finally {
                int _ = Calls.close(descriptor);
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
