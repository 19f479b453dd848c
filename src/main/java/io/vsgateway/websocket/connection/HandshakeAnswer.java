package io.vsgateway.websocket.connection;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The head of the server's answer to a handshake, or to another request.
///
/// @param headers by lower-case name; values of the same name are joined by commas
public record HandshakeAnswer(int status, Map<String, String> headers) {
    private static final int MAX_HEAD = 64 * 1024;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// Reads it up to its empty line, and no byte further.
    ///
    /// @throws IOException if it breaks off, is longer than 64 KiB or is not HTTP
    static HandshakeAnswer read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the server ended it without a whole answer");
            }
            if (head.length() == MAX_HEAD) {
                throw new IOException("the server's answer has no end");
            }
            head.append((char) octet);
        }
        String[] lines = head.toString().split("\r\n");
        if (!lines[0].matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
            throw new IOException("the server does not speak HTTP");
        }
        var headers = new TreeMap<String, String>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (one, other) -> one + ", " + other);
            }
        }
        return new HandshakeAnswer(Integer.parseInt(lines[0].substring(9, 12)), headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// What is wrong with an answer of status 101 (RFC 6455, 4.1); empty if nothing.
    String mistake(String key, List<String> offered) {
        if (!header("upgrade").equalsIgnoreCase("websocket")) {
            return "its Upgrade is not websocket";
        }
        if (!Arrays.asList(header("connection").toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                .contains("upgrade")) {
            return "its Connection has no Upgrade";
        }
        if (!header("sec-websocket-accept").equals(accept(key))) {
            return "its Sec-WebSocket-Accept does not fit our key";
        }
        if (!header("sec-websocket-extensions").isEmpty()) {
            return "it wants an extension that was not offered";
        }
        String chosen = header("sec-websocket-protocol");
        return chosen.isEmpty() || offered.contains(chosen)
                ? ""
                : "it chose a subprotocol that was not offered: " + chosen;
    }

    /// A server's answer to a key.
    public static String accept(String key) {
        try {
            byte[] text = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
