package io.vsgateway.websocket.connection;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Where a client connects to, and what it sends there first. Its text shows no header, subprotocol
/// or query, because these carry credentials.
///
/// @param url `ws://` or `wss://`, with a host and without a fragment
/// @param headers further headers of the handshake, such as `Authorization`
/// @param subprotocols offered by the client, the preferred one first
/// @param tls whom to trust; null for the Java runtime's own choice
/// @param socket a Unix domain socket that leads to the server; the host of the URL is then only
///   told, and there is no TLS. Null for TCP
public record Endpoint(
        URI url,
        Map<String, String> headers,
        List<String> subprotocols,
        @Nullable SSLContext tls,
        @Nullable Path socket) {
    /// RFC 9110, 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Set<String> OURS =
            Set.of("host", "upgrade", "connection", "content-length", "transfer-encoding");

    public Endpoint {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")
                || url.getHost() == null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "it must be ws://host… or wss://host…, without a #fragment: " + bare(url));
        }
        check(socket == null || scheme.equals("ws"), "over a Unix socket it must be ws://");
        headers.forEach(Endpoint::check);
        subprotocols.forEach(name -> check(TOKEN.matcher(name).matches(), "not a subprotocol"));
        check(Set.copyOf(subprotocols).size() == subprotocols.size(), "a subprotocol twice");
        headers = Map.copyOf(headers);
        subprotocols = List.copyOf(subprotocols);
    }

    private static void check(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        check(TOKEN.matcher(name).matches(), "not the name of a header: " + name);
        check(
                !OURS.contains(lower) && !lower.startsWith("sec-websocket-"),
                "not to be set: " + name);
        check(
                value.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7F),
                "not a value: " + name);
    }

    private static void check(boolean is, String otherwise) {
        if (!is) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// Without headers and subprotocols.
    ///
    /// @throws IllegalArgumentException if it is not the URL of a WebSocket
    public static Endpoint of(String url) {
        return new Endpoint(URI.create(url), Map.of(), List.of(), null, null);
    }

    public Endpoint header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Endpoint(url, more, subprotocols, tls, socket);
    }

    public Endpoint subprotocols(String... offered) {
        var more = new ArrayList<>(subprotocols);
        more.addAll(List.of(offered));
        return new Endpoint(url, headers, more, tls, socket);
    }

    public Endpoint trusting(SSLContext context) {
        return new Endpoint(url, headers, subprotocols, context, socket);
    }

    /// The same server, by its Unix domain socket.
    public Endpoint over(Path file) {
        return new Endpoint(url, headers, subprotocols, tls, file);
    }

    @Override
    public String toString() {
        return socket == null ? bare(url) : "unix:" + socket;
    }

    private static String bare(URI url) {
        String text = url.getScheme() + "://" + url.getHost();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return text + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
