package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The console's odd way of reading. It takes what one read of at most 1024 bytes returns as one
/// command: two lines that arrive together become one command with a line break in it. A chunk
/// without a line break at its end, or one that fills the buffer, leaves the console deaf: it reads
/// nothing more until the server is restarted, and soon the pipe is full and the writer blocks.
/// Only the debug log tells.
final class Stdin {
    static final int BUFFER_BYTES = 1024;

    /// Commands that may wait for the game; with more, stdin is not read.
    private static final int WAITING_COMMANDS = 1000;

    private final Loop loop;
    private final ServerLog log;
    private final Consumer<String> commands;
    private final Runnable atEnd;
    private final Semaphore room = new Semaphore(WAITING_COMMANDS);
    private volatile boolean deaf;

    /// @param commands called on the loop's thread with each command, never empty
    /// @param atEnd called on the reading thread at end of file
    Stdin(Loop loop, ServerLog log, Consumer<String> commands, Runnable atEnd) {
        this.loop = loop;
        this.log = log;
        this.commands = commands;
        this.atEnd = atEnd;
    }

    void start() {
        var thread = new Thread(this::read, "stdin");
        thread.setDaemon(true);
        thread.start();
    }

    /// Lets nothing more through.
    void goDeaf() {
        deaf = true;
    }

    private void read() {
        // Not System.in, whose buffer would hide where one read ends. Not closed either: a deaf
        // console leaves the pipe open, so that its writer blocks instead of failing.
        @SuppressWarnings("resource")
        var in = new FileInputStream(FileDescriptor.in);
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            while (true) {
                int length = in.read(buffer, 0, BUFFER_BYTES);
                if (length < 0) {
                    atEnd.run();
                    return;
                }
                if (deaf) {
                    return;
                }
                if (length == BUFFER_BYTES || buffer[length - 1] != '\n') {
                    sayDeaf(length);
                    return;
                }
                String chunk = new String(buffer, 0, length, StandardCharsets.UTF_8);
                String text = chunk.stripTrailing().replaceFirst("^[\r\n]+", "");
                if (!text.isEmpty()) {
                    room.acquire();
                    loop.post(() -> take(text));
                }
            }
        } catch (IOException e) {
            atEnd.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// For the debug log only: the real server says nothing at all.
    private void sayDeaf(int length) {
        String why = "stdin: cannot make a command of " + length + " bytes, deaf from now on";
        loop.post(() -> log.write(LogType.VERBOSE_DEBUG, why));
    }

    private void take(String text) {
        room.release();
        commands.accept(text);
    }
}
