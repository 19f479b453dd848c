package io.vsgateway.access.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The origin of a web page (RFC 6454): scheme, host and port, with the port that the scheme
/// implies filled in (-1 if it implies none), in lower case.
record WebOrigin(String scheme, String host, int port) {
    /// Reads `scheme://host[:port]` and nothing more: no path, no user. `null`, the origin of a
    /// sandboxed page, gives empty.
    static Optional<WebOrigin> parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            String bare = uri.getScheme() + "://" + uri.getRawAuthority();
            boolean isBare = bare.equals(text) && uri.getRawUserInfo() == null;
            return isBare && uri.getPort() <= 0xffff
                    ? Optional.of(new WebOrigin(scheme, host, port(scheme, uri.getPort())))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Whether both have the same scheme and host, whatever the port.
    boolean isSamePlace(WebOrigin other) {
        return scheme.equals(other.scheme) && host.equals(other.host);
    }

    private static int port(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
