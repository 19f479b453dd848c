package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Stands between clients and a server, and ends all of their connections when it is told to.
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int to;
    private final List<Socket> sockets = new ArrayList<>();

    CuttingProxy(int to) {
        this.to = to;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), to);
                synchronized (sockets) {
                    sockets.add(client);
                    sockets.add(server);
                }
                Thread.ofVirtual().start(() -> forward(client, server));
                Thread.ofVirtual().start(() -> forward(server, client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void forward(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of both is gone.
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    void cut() throws IOException {
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
