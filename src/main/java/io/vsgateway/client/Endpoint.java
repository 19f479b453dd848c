package io.vsgateway.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Where a client connects to, and what it says there first. Its text shows no header, subprotocol
/// or query, as these carry credentials.
///
/// @param url `ws://` or `wss://`, with a host and without a fragment
/// @param headers further headers of the handshake, such as `Authorization`
/// @param subprotocols that the client offers, the one it likes best first
/// @param tls whom to trust; null for those whom the Java runtime trusts
public record Endpoint(
        URI url, Map<String, String> headers, List<String> subprotocols, @Nullable SSLContext tls) {
    public Endpoint {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")
                || url.getHost() == null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "it must be ws://host… or wss://host…, without a #fragment: " + bare(url));
        }
        headers = Map.copyOf(headers);
        subprotocols = List.copyOf(subprotocols);
    }

    /// Without headers and subprotocols.
    ///
    /// @throws IllegalArgumentException if it is not the URL of a WebSocket
    public static Endpoint of(String url) {
        return new Endpoint(URI.create(url), Map.of(), List.of(), null);
    }

    public Endpoint header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Endpoint(url, more, subprotocols, tls);
    }

    public Endpoint subprotocols(String... offered) {
        var more = new ArrayList<>(subprotocols);
        more.addAll(List.of(offered));
        return new Endpoint(url, headers, more, tls);
    }

    public Endpoint trusting(SSLContext context) {
        return new Endpoint(url, headers, subprotocols, context);
    }

    @Override
    public String toString() {
        return bare(url);
    }

    private static String bare(URI url) {
        String text = url.getScheme() + "://" + url.getHost();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return text + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
