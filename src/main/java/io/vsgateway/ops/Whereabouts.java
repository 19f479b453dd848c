package io.vsgateway.ops;

import java.net.InetAddress;
import java.util.Optional;

/// Under which addresses the gateway is found. One that listens on all addresses of its machine
/// (`0.0.0.0`, `::`) is found at the loopback address from there, and elsewhere under names that
/// only its operator knows.
///
/// @param url the page's address, if the operator has told it
record Whereabouts(String host, int port, Optional<String> url) {
    /// Host and port as they were set.
    String listening() {
        return bracketed(host) + ":" + port;
    }

    /// Host and port that a client on this machine can connect to.
    String reachable() {
        String other = host.contains(":") ? "::1" : "127.0.0.1";
        return bracketed(isAny() ? other : host) + ":" + port;
    }

    /// The page's address, with a slash at its end.
    String page() {
        String page = url.orElseGet(() -> "http://" + reachable());
        return page.endsWith("/") ? page : page + "/";
    }

    /// Whether the page may have to be looked for under another name.
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

    /// An IPv6 address stands in brackets in a URL.
    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
