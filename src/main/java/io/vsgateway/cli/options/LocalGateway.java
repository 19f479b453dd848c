package io.vsgateway.cli.options;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/// The gateway on this machine, found by the variables that tell the gateway where to listen.
public final class LocalGateway {
    private LocalGateway() {}

    /// `http://host:port`, where a gateway with these variables is reached from its own machine;
    /// `unix:/path` if the system is to choose the port, and it has a Unix socket as well. The port
    /// comes first as it lets everybody in, and has an address for the limits and the audit log.
    ///
    /// @throws IllegalArgumentException with a text for the operator
    public static String address(Map<String, String> environment) {
        String host = environment.getOrDefault("VS_HTTP_HOST", "127.0.0.1").strip();
        String port = environment.getOrDefault("VS_HTTP_PORT", "8080").strip();
        String socket = environment.getOrDefault("VS_HTTP_SOCKET", "").strip();
        if (port.equals("0") && !socket.isEmpty()) {
            return "unix:" + Path.of(socket).toAbsolutePath();
        }
        if (!port.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(
                    "VS_HTTP_PORT must be a fixed port, not "
                            + port
                            + (port.equals("0") ? " (or VS_HTTP_SOCKET be set as well)" : ""));
        }
        return "http://" + reachable(host) + ":" + port;
    }

    /// A gateway that listens on all addresses is reached at the loopback address.
    private static String reachable(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean v6 = address instanceof Inet6Address;
            if (address.isAnyLocalAddress()) {
                return v6 ? "[::1]" : "127.0.0.1";
            }
            return v6 ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("VS_HTTP_HOST is not known: " + host, e);
        }
    }
}
