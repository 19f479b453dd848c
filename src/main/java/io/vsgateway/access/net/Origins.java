package io.vsgateway.access.net;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which web pages may open a WebSocket or make a changing REST call. A browser names the page in
/// `Origin`, and the page cannot forge it; other programs send none, or anything they like, so this
/// protects people in browsers and replaces no credential. Immutable, any thread.
///
/// Allowed are: no `Origin`; the gateway's own pages, whose origin is the `Host` they called (or,
/// from a trusted proxy, `X-Forwarded-Host`, `-Proto` and `-Port`); and the configured ones.
public final class Origins {
    /// Why a request from another page is refused.
    public static final String NOT_ALLOWED = "its origin is not allowed";

    private static final String ANY = "*";
    private static final int LONGEST_SHOWN = 200;

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
    public static Origins of(List<String> allowed, TrustedProxies proxies) {
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

    /// What a refusal was based on, for readers of the log: both sides of the comparison, and what
    /// to do if they should be the same.
    public String explain(RequestHead head) {
        return "origin "
                + shown(String.join(", ", head.all("origin")))
                + ", host "
                + shown(called(head).orElse("none"))
                + "; see VS_ALLOWED_ORIGINS, and a proxy has to pass on the host with its port";
    }

    private boolean isOwn(WebOrigin origin, RequestHead head) {
        boolean isForwarded = proxies.sent(head);
        Optional<String> scheme = isForwarded ? last(head, "x-forwarded-proto") : Optional.empty();
        Optional<String> port = isForwarded ? last(head, "x-forwarded-port") : Optional.empty();
        // Unless a trusted proxy names it, the scheme is not known: TLS may end before us.
        Optional<WebOrigin> called =
                called(head)
                        .flatMap(name ->
                                WebOrigin.parse(scheme.orElse(origin.scheme()) + "://" + name));
        if (called.filter(origin::equals).isPresent()) {
            return true;
        }
        // Many proxies are set to pass on the name alone (nginx: `Host $host`); then the port that
        // the browser called is not known, unless the proxy sends it separately.
        return isForwarded
                && called.filter(own -> own.isSamePlace(origin)).isPresent()
                && called(head).filter(name -> !name.matches(".*:\\d+")).isPresent()
                && port.map(Integer.toString(origin.port())::equals).orElse(true);
    }

    /// The host that the browser called, as far as known.
    private Optional<String> called(RequestHead head) {
        Optional<String> forwarded =
                proxies.sent(head) ? last(head, "x-forwarded-host") : Optional.empty();
        return forwarded.or(() -> head.single("host"));
    }

    /// A client's text, made harmless for the log.
    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "…";
    }

    /// What the nearest proxy wrote: proxies append on the right.
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
