package io.vsgateway.bench.socket;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The opening handshake (RFC 6455, 4.1). The key is the RFC's own example, whose answer is known:
/// a key guards against caches, and there are none here.
public final class Handshake {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final int MAX_HEAD = 16 * 1024;

    private Handshake() {}

    static byte[] request(Target target, String path, String credential) {
        return ("GET "
                        + path
                        + " HTTP/1.1\r\n"
                        + "Host: "
                        + target.host()
                        + ":"
                        + target.port()
                        + "\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: "
                        + KEY
                        + "\r\n"
                        + credential
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the answer.
    ///
    /// @return where the frames begin, or -1 if the answer is not complete yet
    /// @throws ProtocolException if the server refuses the connection, with its status
    public static int answer(byte[] bytes, int from, int to) throws ProtocolException {
        for (int i = from; i + 3 < to; i++) {
            if (bytes[i] == '\r'
                    && bytes[i + 1] == '\n'
                    && bytes[i + 2] == '\r'
                    && bytes[i + 3] == '\n') {
                check(new String(bytes, from, i - from, StandardCharsets.ISO_8859_1));
                return i + 4;
            }
        }
        if (to - from > MAX_HEAD) {
            throw new ProtocolException("the answer to the handshake has no end");
        }
        return -1;
    }

    private static void check(String head) throws ProtocolException {
        String[] lines = head.split("\r\n");
        if (!lines[0].startsWith("HTTP/1.1 101")) {
            throw new ProtocolException("the handshake was answered with " + lines[0].strip());
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon)
                            .toLowerCase(Locale.ROOT)
                            .equals("sec-websocket-accept")
                    && line.substring(colon + 1).strip().equals(ACCEPT)) {
                return;
            }
        }
        throw new ProtocolException("the handshake's answer does not fit its question");
    }
}
