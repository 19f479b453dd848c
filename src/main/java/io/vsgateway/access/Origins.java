package io.vsgateway.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From which web pages a WebSocket may be opened and a changing REST call be made. A browser tells
/// the page in `Origin`, and the page cannot forge it; other programs send none, or what they like,
/// so this protects people in browsers and replaces no credential. Immutable, any thread.
///
/// Allowed are: no `Origin`; the gateway's own pages, whose origin is the `Host` they called (or,
/// from a trusted proxy, `X-Forwarded-Host` and `X-Forwarded-Proto`); and the configured ones.
public final class Origins {
    private static final String ANY = "*";

    private final boolean allowsAny;
    private final List<WebOrigin> allowed;
    private final TrustedProxies proxies;

    private Origins(boolean allowsAny, List<WebOrigin> allowed, TrustedProxies proxies) {
        this.allowsAny = allowsAny;
        this.allowed = allowed;
        this.proxies = proxies;
    }

    /// Reads the configured origins.
    ///
    /// @throws ConfigurationException naming the variable and the entry that is no origin
    static Origins of(List<String> allowed, TrustedProxies proxies) {
        List<String> entries = allowed.stream().map(String::strip).toList();
        List<WebOrigin> origins =
                entries.stream().filter(e -> !e.equals(ANY)).map(Origins::configured).toList();
        return new Origins(entries.contains(ANY), origins, proxies);
    }

    /// Whether the page that the request comes from, if any, is allowed.
    public boolean allows(RequestHead head) {
        if (allowsAny || head.all("origin").isEmpty()) {
            return true;
        }
        return head.single("origin")
                .flatMap(WebOrigin::parse)
                .filter(origin -> allowed.contains(origin) || isOwn(origin, head))
                .isPresent();
    }

    private boolean isOwn(WebOrigin origin, RequestHead head) {
        boolean isForwarded = proxies.sent(head);
        Optional<String> scheme = isForwarded ? last(head, "x-forwarded-proto") : Optional.empty();
        Optional<String> host = isForwarded ? last(head, "x-forwarded-host") : Optional.empty();
        // Without a word from a trusted proxy the scheme is not known: TLS may end before us.
        return host.or(() -> head.single("host"))
                .flatMap(name -> WebOrigin.parse(scheme.orElse(origin.scheme()) + "://" + name))
                .filter(origin::equals)
                .isPresent();
    }

    /// What the nearest proxy wrote: proxies add to the right.
    private static Optional<String> last(RequestHead head, String header) {
        String values = String.join(",", head.all(header));
        String nearest = values.substring(values.lastIndexOf(',') + 1);
        return Optional.of(nearest.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty());
    }

    private static WebOrigin configured(String text) {
        return WebOrigin.parse(text)
                .orElseThrow(() ->
                        new ConfigurationException(
                                "VS_ALLOWED_ORIGINS has '"
                                        + text
                                        + "', which is not of the form"
                                        + " https://example.org[:port], nor *"));
    }
}
