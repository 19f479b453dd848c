package io.vsgateway.websocket;

import io.vsgateway.websocket.connection.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and a server. Frozen, it forwards nothing any more and closes nothing:
/// TCP as it is after a cable was pulled.
final class FreezingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    FreezingProxy(int port) {
        this.port = port;
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
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> forward(client, server));
                Thread.ofVirtual().start(() -> forward(server, client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void forward(Socket from, Socket to) {
        var bytes = new byte[8192];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0 && !frozen;
                    n = from.getInputStream().read(bytes)) {
                to.getOutputStream().write(bytes, 0, n);
            }
        } catch (IOException _) {
            // One of both is gone.
        }
    }

    Endpoint endpoint(String path) {
        return Endpoint.of("ws://127.0.0.1:" + listening.getLocalPort() + "/" + path);
    }

    void freeze() {
        frozen = true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
