package io.vsgateway.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Whether Redis answers at `VS_REDIS_URL`. Redis is optional.
final class RedisCheck {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int DEFAULT_PORT = 6379;

    private RedisCheck() {}

    static List<Finding> look(SettingValues values) {
        Optional<String> url = values.get("VS_REDIS_URL");
        if (url.isEmpty()) {
            return List.of();
        }
        URI address;
        try {
            address = new URI(url.get());
        } catch (URISyntaxException e) {
            // The exception's text would show the password.
            return List.of(wrong());
        }
        String host = address.getHost();
        if (host == null || !"redis".equals(address.getScheme())) {
            return "rediss".equals(address.getScheme()) && host != null
                    ? List.of(Finding.warn("Redis over TLS is not looked at", ""))
                    : List.of(wrong());
        }
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return List.of(ping(host, port));
    }

    private static Finding ping(String host, int port) {
        String place = host + ":" + port;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return switch (answer) {
                case "+PONG" -> Finding.ok("Redis answers at " + place);
                case "-NOAU" -> Finding.ok("Redis answers at " + place + " and wants a password");
                default ->
                        Finding.fail(
                                "what answers at " + place + " is not Redis",
                                "correct VS_REDIS_URL");
            };
        } catch (IOException e) {
            return Finding.fail(
                    "Redis does not answer at " + place + ": " + e.getMessage(),
                    "start it, correct VS_REDIS_URL, or unset it: one gateway needs no Redis");
        }
    }

    private static Finding wrong() {
        return Finding.fail("VS_REDIS_URL is not redis://host:port", "correct it");
    }
}
