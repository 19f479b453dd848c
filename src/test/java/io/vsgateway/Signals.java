package io.vsgateway;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java itself cannot send, by the shell: the program `kill` is not on every machine.
public final class Signals {
    private Signals() {}

    /// @param name such as `HUP`
    /// @param pid of a process; negative, that of a group of processes
    /// @throws AssertionError if it cannot be sent
    public static void send(String name, long pid) {
        try {
            Process shell =
                    new ProcessBuilder("sh", "-c", "kill -s " + name + " -- " + pid)
                            .inheritIO()
                            .start();
            if (shell.waitFor() != 0) {
                throw new AssertionError("SIG" + name + " cannot be sent to " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
