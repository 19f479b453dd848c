package io.vsgateway.access.net;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reverse proxies whose headers are believed, and through them where a client is. Immutable,
/// any thread.
///
/// Behind a trusted proxy the client is found by walking `X-Forwarded-For` and `Forwarded` from the
/// right, past all trusted addresses; `X-Real-IP` is a walk of one step. Most proxies set one of
/// these headers and pass the others on as the client wrote them, and which one they set cannot be
/// known here. So all headers present must name the same client: a forged one then never makes a
/// client look like another, at worst like the proxy.
public final class TrustedProxies {
    private static final int MAX_HOPS = 32;

    private final List<AddressRange> ranges;
    private final boolean trustsSocket;

    private TrustedProxies(List<AddressRange> ranges, boolean trustsSocket) {
        this.ranges = ranges;
        this.trustsSocket = trustsSocket;
    }

    /// Reads addresses and CIDR ranges, and `unix` for whoever may connect to the Unix domain
    /// socket.
    ///
    /// @throws ConfigurationException naming the variable and the entry that is neither
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(
                ranges.stream().filter(text -> !isSocket(text)).map(TrustedProxies::range).toList(),
                ranges.stream().anyMatch(TrustedProxies::isSocket));
    }

    /// The client's address: the peer's, unless a trusted proxy names another.
    public ClientAddress clientOf(RequestHead head) {
        Optional<InetAddress> peer = ClientAddress.literal(head.peer());
        return (sent(head) ? behind(peer, head) : peer)
                .map(ClientAddress::of)
                .orElse(ClientAddress.UNKNOWN);
    }

    /// Whether the request came straight from a trusted proxy.
    boolean sent(RequestHead head) {
        return RequestHead.SOCKET.equals(head.peer())
                ? trustsSocket
                : ClientAddress.literal(head.peer()).filter(this::trusts).isPresent();
    }

    private static boolean isSocket(String text) {
        return text.strip().equals(RequestHead.SOCKET);
    }

    private boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private Optional<InetAddress> behind(Optional<InetAddress> peer, RequestHead head) {
        Set<InetAddress> outside = new LinkedHashSet<>();
        Set<InetAddress> inside = new LinkedHashSet<>();
        for (List<Optional<InetAddress>> hops : ForwardedHops.of(head)) {
            Optional<InetAddress> client = farthest(hops);
            if (client.isEmpty()) {
                return peer;
            }
            (trusts(client.get()) ? inside : outside).add(client.get());
        }
        return switch (outside.size()) {
            // A client within the trusted ranges, or no header at all.
            case 0 -> inside.isEmpty() ? peer : Optional.of(inside.iterator().next());
            case 1 -> Optional.of(outside.iterator().next());
            default -> peer;
        };
    }

    /// The first address from the right that is not a trusted proxy, else the leftmost one. Empty
    /// if something unreadable is on the way, or the way is too long.
    private Optional<InetAddress> farthest(List<Optional<InetAddress>> hops) {
        Optional<InetAddress> hop = Optional.empty();
        for (int i = hops.size() - 1; i >= 0; i--) {
            hop = hops.get(i);
            if (hop.isEmpty() || hops.size() - i > MAX_HOPS) {
                return Optional.empty();
            }
            if (!trusts(hop.get())) {
                return hop;
            }
        }
        return hop;
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text.strip())
                .orElseThrow(() ->
                        new ConfigurationException(
                                "VS_TRUSTED_PROXIES has '"
                                        + text
                                        + "', which is no IP address or CIDR range"));
    }
}
