package io.vsgateway.doctor;

import io.vsgateway.connection.DomainSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the gateway can listen where it should; if not, who already does.
final class PortCheck {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int READ_BYTES = 4096;

    private PortCheck() {}

    static List<Finding> look(SettingValues values) {
        String host = values.get("VS_HTTP_HOST", "127.0.0.1");
        int port;
        try {
            port = Integer.parseInt(values.get("VS_HTTP_PORT", "8080"));
        } catch (NumberFormatException e) {
            // The value was already reported.
            return List.of();
        }
        if (port < 0 || port > 65_535) {
            return List.of();
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return List.of(
                    Finding.fail(
                            "VS_HTTP_HOST is not known: " + host,
                            "set an address of this machine, such as 127.0.0.1"));
        }
        var findings = new ArrayList<Finding>();
        findings.add(listening(new InetSocketAddress(address, port), host));
        values.get("VS_HTTP_SOCKET")
                .map(Path::of)
                .flatMap(PortCheck::socket)
                .ifPresent(findings::add);
        if (!address.isLoopbackAddress()) {
            findings.add(
                    Finding.warn(
                            "VS_HTTP_HOST is open to the network, without encryption",
                            "put a proxy that speaks TLS before it, or keep it to 127.0.0.1"));
        }
        return findings;
    }

    private static Finding listening(InetSocketAddress at, String host) {
        String place = host + " port " + at.getPort();
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(at);
            return Finding.ok("the gateway can listen on " + place);
        } catch (IOException e) {
            if (isGateway(at)) {
                return Finding.warn(
                        "a gateway answers on " + place + " already",
                        "end it before you start another there, or set VS_HTTP_PORT");
            }
            return Finding.fail(
                    "the gateway cannot listen on " + place + ": " + e.getMessage(),
                    "end what listens there (ss -ltnp), or set VS_HTTP_HOST and VS_HTTP_PORT");
        }
    }

    /// Whether its folder suits is checked with the values.
    private static Optional<Finding> socket(Path socket) {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            return Optional.empty();
        }
        return Optional.of(
                DomainSocket.isUsed(socket)
                        ? Finding.warn(
                                "a program listens on the socket " + socket + " already",
                                "end it, or set VS_HTTP_SOCKET to another path")
                        : Finding.ok("the gateway can listen on the socket " + socket));
    }

    private static boolean isGateway(InetSocketAddress at) {
        InetAddress address = at.getAddress();
        InetAddress asked =
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = asked.getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create("http://%s:%d/q/health".formatted(literal, at.getPort()))
                                    .toURL()
                                    .openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                InputStream body =
                        status == HttpURLConnection.HTTP_OK
                                ? connection.getInputStream()
                                : connection.getErrorStream();
                return body != null
                        && new String(body.readNBytes(READ_BYTES), StandardCharsets.UTF_8)
                                .contains("\"checks\"");
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
