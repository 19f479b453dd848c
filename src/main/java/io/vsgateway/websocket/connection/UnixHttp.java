package io.vsgateway.websocket.connection;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HTTP requests over a Unix domain socket, which the JDK's client does not know: HTTP/1.1, a
/// connection for each request. Methods block, and are for any thread.
public final class UnixHttp implements AutoCloseable {
    private final Path socket;
    private final int longest;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /// An answer that has come to its end.
    ///
    /// @param location where the server says to go instead; empty if it says nothing
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    public record Answer(int status, String location, byte[] body) {}

    /// @param longest bytes of an answer's body; a longer one is an `IOException`
    public UnixHttp(Path socket, int longest) {
        this.socket = socket;
        this.longest = longest;
    }

    /// @param request method, path with query, headers; its host is told, and not looked up
    /// @param body sent with it; the request's own is not
    /// @param limit from connecting to the end of the answer
    /// @throws HttpTimeoutException if it takes longer than that
    /// @throws IOException if there is no answer, or none that can be read
    public Answer send(HttpRequest request, byte[] body, Duration limit)
            throws IOException, InterruptedException {
        try (SocketChannel channel = UnixSocket.unconnected()) {
            open.add(channel);
            var exchange = new FutureTask<>(() -> exchange(channel, request, body));
            Threads.start("unix-http", exchange);
            try {
                return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                throw new HttpTimeoutException("no answer in time");
            } catch (ExecutionException e) {
                throw Http.cause(e) instanceof IOException known ? known : new IOException(e);
            } finally {
                open.remove(channel);
            }
        }
    }

    private Answer exchange(SocketChannel channel, HttpRequest request, byte[] body)
            throws IOException {
        UnixSocket.connect(channel, socket);
        OutputStream out = Channels.newOutputStream(channel);
        out.write(head(request, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
        HandshakeAnswer head = HandshakeAnswer.read(in);
        return new Answer(head.status(), head.header("location"), body(head, in));
    }

    private static String head(HttpRequest request, int length) {
        String query = request.uri().getRawQuery();
        var head = new StringBuilder(request.method()).append(' ');
        head.append(request.uri().getRawPath()).append(query == null ? "" : "?" + query);
        head.append(" HTTP/1.1\r\nHost: ").append(request.uri().getRawAuthority());
        head.append("\r\nConnection: close\r\nContent-Length: ").append(length).append("\r\n");
        request.headers()
                .map()
                .forEach((name, values) ->
                        values.forEach(value ->
                                head.append(name).append(": ").append(value).append("\r\n")));
        return head.append("\r\n").toString();
    }

    private byte[] body(HandshakeAnswer head, InputStream in) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        String length = head.header("content-length");
        if (!length.isEmpty()) {
            return exactly(number(length, 10), 0, in);
        }
        byte[] rest = in.readNBytes(longest + 1);
        if (rest.length > longest) {
            throw tooLong();
        }
        return rest;
    }

    /// RFC 9112, 7.1. What may follow the last chunk is of no interest.
    private byte[] chunks(InputStream in) throws IOException {
        var whole = new ByteArrayOutputStream();
        while (true) {
            int size = number(line(in).replaceFirst(";.*", ""), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            whole.writeBytes(exactly(size, whole.size(), in));
            if (!line(in).isEmpty()) {
                throw new IOException("the server's answer is not in chunks");
            }
        }
    }

    private byte[] exactly(int size, int before, InputStream in) throws IOException {
        if (size > longest - before) {
            throw tooLong();
        }
        byte[] part = in.readNBytes(size);
        if (part.length < size) {
            throw new EOFException("the server ended it without a whole answer");
        }
        return part;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() == 256) {
                throw new EOFException("the server ended it without a whole answer");
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text.strip(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IOException("the server's answer has a wrong length");
    }

    private IOException tooLong() {
        return new IOException("the server's answer is longer than " + longest + " bytes");
    }

    /// Ends requests under way.
    @Override
    public void close() {
        for (SocketChannel channel : open) {
            try {
                channel.close();
            } catch (IOException _) {
                // It is gone either way.
            }
        }
    }
}
