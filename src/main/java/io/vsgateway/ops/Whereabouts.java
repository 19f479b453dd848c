package io.vsgateway.ops;

import java.net.InetAddress;
import java.util.Optional;

/// The addresses at which the gateway is found. If it listens on all addresses of its machine
/// (`0.0.0.0`, `::`), it is found at the loopback address from there, and elsewhere under names
/// that only its operator knows.
///
/// @param url the page's address, if the operator has set it
record Whereabouts(String host, int port, Optional<String> url) {
    /// Host and port as configured.
    String listening() {
        return bracketed(host) + ":" + port;
    }

    /// Host and port that a client on this machine can connect to.
    String reachable() {
        String other = host.contains(":") ? "::1" : "127.0.0.1";
        return bracketed(isAny() ? other : host) + ":" + port;
    }

    /// The page's address, ending with a slash.
    String page() {
        String page = url.orElseGet(() -> "http://" + reachable());
        return page.endsWith("/") ? page : page + "/";
    }

    /// Whether the page may have to be reached under another name.
    boolean isGuessed() {
        return url.isEmpty() && isAny();
    }

    private boolean isAny() {
        try {
            return InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false; // a name
        }
    }

    /// An IPv6 address needs brackets in a URL.
    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
