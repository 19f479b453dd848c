package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for what cannot be told to choose one itself, or has to come back at the same. They lie
/// below those that Linux gives to connections and to who asks for any, so nobody else takes one
/// before it is used or while nobody listens there. No two calls get the same, also not in the two
/// processes in which tests run at once.
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;
    private static final int PROCESSES = 2;
    private static final int PROCESS = Integer.getInteger("surefire.forkNumber", 1) % PROCESSES;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT / PROCESSES));

    private FreePort() {}

    public static int get() {
        for (int tries = 0; tries < COUNT / PROCESSES; tries++) {
            int number = NEXT.getAndIncrement() % (COUNT / PROCESSES);
            int port = FIRST + number * PROCESSES + PROCESS;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (BindException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
