package io.vsgateway.demo.log;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The process's stdout, buffered, UTF-8 whatever the locale. Not thread-safe.
///
/// If the pipe's reader stops reading, a write blocks, as the real server's does. If the reader is
/// gone, the rest is silently dropped and the game continues, as with .NET's console.
public final class Stdout {
    private static final int BUFFER_BYTES = 64 * 1024;

    private OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);

    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            out = OutputStream.nullOutputStream();
        }
    }

    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            out = OutputStream.nullOutputStream();
        }
    }
}
