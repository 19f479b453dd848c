package io.vsgateway.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A network between a client and a gateway that can be cut and mended, and that another gateway
/// can be put behind. Cut, it ends all connections and every new one at once; stalled, it lets
/// nothing through and tells nobody.
public final class Cable implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile int[] ports;
    private volatile boolean whole = true;
    private final Semaphore flow = new Semaphore(1);

    public Cable(int... ports) {
        this.ports = ports;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + listening.getLocalPort() + path;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Nothing goes through, until [#flow].
    public void stall() {
        flow.acquireUninterruptibly();
    }

    /// What was stalled goes on.
    public void flow() {
        flow.release();
    }

    public void cut() {
        whole = false;
        open.forEach(Cable::end);
    }

    public void mend() {
        whole = true;
    }

    /// New connections lead to this gateway, or to these in turn.
    public void leadTo(int... otherPorts) {
        ports = otherPorts;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (whole) {
                    connect(client);
                } else {
                    end(client);
                }
            } catch (IOException _) {
                // Closed, or nobody listens there: the next one may do better.
            }
        }
    }

    private int next() {
        int[] now = ports;
        return now[count.getAndIncrement() % now.length];
    }

    private void connect(Socket client) {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), next());
        } catch (IOException _) {
            end(client);
            return;
        }
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
        if (!whole) {
            cut();
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                flow.acquireUninterruptibly();
                flow.release();
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // Either side ended it.
        } finally {
            open.remove(from);
            open.remove(to);
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
