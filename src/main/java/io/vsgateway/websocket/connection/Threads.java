package io.vsgateway.websocket.connection;

/// The threads of a connection. They are platform threads, not virtual ones: there are few of them,
/// and a native binary can neither do TLS on a virtual thread (`StackValue must not be used in a
/// virtual thread`) nor be sure that one waiting for the network is woken. None keeps a program
/// running.
public final class Threads {
    private Threads() {}

    public static void start(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }
}
