package io.vsgateway.bench.socket;

import io.vsgateway.wire.Format;
import java.net.InetSocketAddress;
import java.net.URI;

/// The gateway to connect to, and the administrator's key for it.
public record Target(String host, int port, String key) {
    private static final String CONSOLE = "/api/v1alpha1/console/ws?history_lines=1&format=";

    public Target {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no such port: " + port);
        }
        if (!key.chars().allMatch(c -> c > ' ' && c != 0x7F)) {
            throw new IllegalArgumentException("the key has a space or a control character in it");
        }
    }

    /// @param url `ws://host:port`
    /// @throws IllegalArgumentException if it is anything else
    public static Target of(String url, String key) {
        URI uri = URI.create(url);
        String host = uri.getHost();
        boolean plain = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
        if (!"ws".equals(uri.getScheme()) || host == null || uri.getPort() < 1 || !plain) {
            throw new IllegalArgumentException("it must be ws://host:port");
        }
        if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
            throw new IllegalArgumentException("it must be ws://host:port, without a path");
        }
        return new Target(host, uri.getPort(), key);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /// The handshake of a client that watches the console.
    public byte[] request(Format format) {
        return request(CONSOLE + format.label(), "X-API-Key: " + key);
    }

    /// The handshake of any client.
    ///
    /// @param credential a header that says who it is
    public byte[] request(String path, String credential) {
        return Handshake.request(this, path, credential);
    }

    @Override
    public String toString() {
        return "ws://" + host + ":" + port;
    }
}
