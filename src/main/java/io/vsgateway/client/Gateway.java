package io.vsgateway.client;

import io.vsgateway.websocket.connection.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A gateway and the key for it. Its text does not show the key.
///
/// @param base `http://` or `https://`, a host, and the path before `/api`, without a trailing
///   slash
/// @param key the credential; an empty one is not sent
/// @param tls whom to trust; null for the Java runtime's own choice
/// @param socket the Unix domain socket on which it listens; null for TCP
public record Gateway(URI base, String key, @Nullable SSLContext tls, @Nullable Path socket) {
    static final String CREDENTIAL = "Authorization";

    private static final String API = "/api/v1alpha1";

    /// As other programs write it: `unix:/path` and `unix:///path`.
    private static final Pattern SOCKET = Pattern.compile("(?i)unix:(?://)?(/[^/].*)");

    public Gateway {
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "the key has a character in it that no key has: a space, a line break, an umlaut");
        }
    }

    /// @param url `http(s)://host:port` or `ws(s)://host:port`, with a path if the gateway is
    ///   behind a proxy; `host:port` alone is `http://`. Or `unix:/path` for a Unix domain socket,
    ///   whose path is absolute and taken as it is
    /// @throws IllegalArgumentException if it is anything else
    public static Gateway of(String url, String key) {
        if (url.regionMatches(true, 0, "unix:", 0, 5)) {
            return overSocket(url, key);
        }
        String full = url.contains("://") ? url : "http://" + url;
        URI given;
        try {
            given = new URI(full);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
        }
        String scheme =
                switch (given.getScheme().toLowerCase(Locale.ROOT)) {
                    case "http", "ws" -> "http";
                    case "https", "wss" -> "https";
                    default ->
                            throw new IllegalArgumentException(
                                    "a gateway's URL begins with http://, https://, ws://, wss:// or"
                                            + " unix:/");
                };
        if (given.getHost() == null || given.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a gateway's URL is http://host:port, without a user");
        }
        if (given.getRawQuery() != null || given.getRawFragment() != null) {
            throw new IllegalArgumentException("a gateway's URL has no ? and no #");
        }
        String port = given.getPort() < 0 ? "" : ":" + given.getPort();
        String path = given.getRawPath().replaceFirst("/+$", "");
        return new Gateway(
                URI.create(scheme + "://" + given.getHost() + port + path), key, null, null);
    }

    private static Gateway overSocket(String url, String key) {
        Matcher path = SOCKET.matcher(url);
        if (!path.matches()) {
            throw new IllegalArgumentException(
                    "a gateway's socket is named by its whole path, unix:/path/to/it");
        }
        return new Gateway(URI.create("http://localhost"), key, null, Path.of(path.group(1)));
    }

    public Gateway trusting(SSLContext context) {
        return new Gateway(base, key, context, socket);
    }

    /// The same gateway with another key.
    public Gateway withKey(String other) {
        return new Gateway(base, other, tls, socket);
    }

    /// Where and how to open the WebSocket with this URL. The key goes into a header, as with every
    /// call, so that of several gateways behind one address any may get it.
    public Endpoint endpoint(URI url, String subprotocol) {
        var headers = key.isEmpty() ? Map.<String, String>of() : Map.of(CREDENTIAL, credential());
        return new Endpoint(url, headers, List.of(subprotocol), tls, socket);
    }

    /// The value of the header [#CREDENTIAL].
    String credential() {
        return "Bearer " + key;
    }

    /// The URL of a call, such as `/server`.
    URI http(String pathAndQuery) {
        return URI.create(base + API + pathAndQuery);
    }

    /// The same for a WebSocket.
    URI ws(String pathAndQuery) {
        return webSocket(API + pathAndQuery);
    }

    /// The URL of a WebSocket that is not below `/api`, such as `/ws`.
    public URI webSocket(String pathAndQuery) {
        return URI.create("ws" + base.toString().substring("http".length()) + pathAndQuery);
    }

    @Override
    public String toString() {
        return socket == null ? base.toString() : "unix:" + socket;
    }
}
