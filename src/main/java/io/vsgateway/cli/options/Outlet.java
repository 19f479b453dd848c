package io.vsgateway.cli.options;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a command prints to. Java's own stream says only that something went wrong; this one also
/// says what, as a full disk is not a reader who has had enough.
public final class Outlet extends PrintStream {
    private static final int BUFFER = 1 << 16;

    private final Descriptor descriptor;

    private Outlet(Descriptor descriptor, boolean flushes) {
        super(new BufferedOutputStream(descriptor, BUFFER), flushes, StandardCharsets.UTF_8);
        this.descriptor = descriptor;
    }

    static Outlet to(FileDescriptor descriptor, boolean flushes) {
        return new Outlet(new Descriptor(new FileOutputStream(descriptor)), flushes);
    }

    /// Why what was printed did not get there; empty if it did, or if nobody reads any more.
    public Optional<String> trouble() {
        flush();
        return Optional.ofNullable(descriptor.trouble)
                .filter(why -> !why.toLowerCase(Locale.ROOT).contains("pipe"));
    }

    /// Remembers the first failure.
    private static final class Descriptor extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable String trouble;

        Descriptor(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                trouble = trouble == null ? String.valueOf(e.getMessage()) : trouble;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
