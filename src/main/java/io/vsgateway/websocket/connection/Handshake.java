package io.vsgateway.websocket.connection;

import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One attempt to open a WebSocket: name, TCP, TLS or a Unix socket, and the handshake (RFC 6455,
/// 4.1). It runs on its own thread, so that the waiting thread can stop waiting at any step.
public final class Handshake {
    private final Endpoint endpoint;
    private final Duration limit;
    private final CompletableFuture<Opened> result = new CompletableFuture<>();
    private volatile Closeable socket = () -> {};

    /// An open connection.
    ///
    /// @param socket of TCP, below TLS, or a Unix socket: closing it ends every operation on the
    ///   connection
    public record Opened(Closeable socket, InputStream in, Outbox out, String subprotocol) {
        /// Ends the connection at once.
        public void abort() {
            close(socket);
        }
    }

    public Handshake(Endpoint endpoint, Duration limit) {
        this.endpoint = endpoint;
        this.limit = limit;
    }

    /// Waits until the connection is open, or has failed.
    public Opened open() throws InterruptedException {
        Threads.start("websocket-open", this::run);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            var late = new WebSocketTimeoutException(endpoint + " was not open", limit);
            cancel(late);
            throw late;
        } catch (InterruptedException e) {
            cancel(new ConnectionClosedException(ConnectionClosedException.LOST, "interrupted"));
            throw e;
        } catch (ExecutionException e) {
            throw Http.failure(endpoint.toString(), Http.cause(e));
        }
    }

    /// Gives up; the waiting thread gets the reason.
    public void cancel(WebSocketException why) {
        result.completeExceptionally(why);
        close(socket);
    }

    private void run() {
        try {
            Opened opened = attempt();
            if (!result.complete(opened)) {
                opened.abort();
            }
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
            close(socket);
        }
    }

    private Opened attempt() throws IOException {
        Path file = endpoint.socket();
        return file == null ? overTcp() : overUnixSocket(file);
    }

    private Opened overUnixSocket(Path file) throws IOException {
        SocketChannel channel = UnixSocket.unconnected();
        attempting(channel);
        UnixSocket.connect(channel, file);
        return shaken(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    private Opened overTcp() throws IOException {
        URI url = endpoint.url();
        String host = url.getHost().replaceAll("^\\[|]$", "");
        boolean tls = url.getScheme().equalsIgnoreCase("wss");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        Socket connected = connect(host, port);
        Socket stream = tls ? tls(connected, host, port) : connected;
        return shaken(stream.getInputStream(), stream.getOutputStream());
    }

    private Opened shaken(InputStream from, OutputStream to) throws IOException {
        var in = new BufferedInputStream(from, 16 * 1024);
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        to.write(request(key).getBytes(StandardCharsets.ISO_8859_1));
        to.flush();
        HandshakeAnswer answer = HandshakeAnswer.read(in);
        check(answer, key);
        return new Opened(socket, in, new Outbox(to), answer.header("sec-websocket-protocol"));
    }

    /// Connects to the first of the host's addresses that accepts.
    private Socket connect(String host, int port) throws IOException {
        IOException last = new IOException("no such host");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            var fresh = new Socket();
            attempting(fresh);
            try {
                fresh.setTcpNoDelay(true);
                fresh.connect(new InetSocketAddress(address, port));
                return fresh;
            } catch (IOException e) {
                close(fresh);
                last = e;
            }
        }
        throw last;
    }

    /// From here on, giving up closes it.
    private void attempting(Closeable fresh) throws IOException {
        socket = fresh;
        if (result.isDone()) {
            throw new IOException("given up");
        }
    }

    private SSLSocket tls(Socket below, String host, int port) throws IOException {
        SSLContext context = endpoint.tls();
        try {
            var factory = (context == null ? SSLContext.getDefault() : context).getSocketFactory();
            var secure = (SSLSocket) factory.createSocket(below, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    private String request(String key) {
        URI url = endpoint.url();
        String path =
                url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        var request = new StringBuilder();
        request.append("GET ").append(path).append(query).append(" HTTP/1.1\r\n");
        line(request, "Host", url.getHost() + port);
        line(request, "Upgrade", "websocket");
        line(request, "Connection", "Upgrade");
        line(request, "Sec-WebSocket-Key", key);
        line(request, "Sec-WebSocket-Version", "13");
        if (!endpoint.subprotocols().isEmpty()) {
            line(request, "Sec-WebSocket-Protocol", String.join(", ", endpoint.subprotocols()));
        }
        endpoint.headers().forEach((name, value) -> line(request, name, value));
        return request.append("\r\n").toString();
    }

    private static void line(StringBuilder request, String name, String value) {
        request.append(name).append(": ").append(value).append("\r\n");
    }

    private void check(HandshakeAnswer answer, String key) {
        int status = answer.status();
        String what = endpoint + " answered the handshake with " + status;
        if (status == 401 || status == 403) {
            throw new AuthenticationException(status, what, null);
        }
        if (status != 101) {
            String to = answer.header("location");
            String wait = answer.header("retry-after");
            throw failed(
                    status,
                    what
                            + (to.isEmpty() ? "" : ", see " + to)
                            + (wait.matches("\\d+")
                                    ? ", to be tried again in " + wait + " s"
                                    : ""));
        }
        String mistake = answer.mistake(key, endpoint.subprotocols());
        if (!mistake.isEmpty()) {
            throw failed(status, endpoint + " answered the handshake wrongly: " + mistake);
        }
    }

    private static ConnectionFailedException failed(int status, String what) {
        return new ConnectionFailedException(
                ConnectionFailedException.At.HANDSHAKE, status, what, null);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
