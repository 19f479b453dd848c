package io.vsgateway.access.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The addresses that the forwarding headers of a request name, one list for each header present,
/// farthest hop first. Anything that is not a literal address becomes an empty hop in its place.
final class ForwardedHops {
    /// One `name=value` of RFC 7239, or what is between two of them.
    private static final Pattern FORWARDED_PART =
            Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\",;\\s]*))\\s*|[,;]|[^,;]+");

    private ForwardedHops() {}

    static List<List<Optional<InetAddress>>> of(RequestHead head) {
        List<List<Optional<InetAddress>>> chains = new ArrayList<>();
        List<String> forwardedFor = head.all("x-forwarded-for");
        if (!forwardedFor.isEmpty()) {
            chains.add(hops(List.of(String.join(",", forwardedFor).split(",", -1))));
        }
        List<@Nullable String> forwarded = forwarded(head.all("forwarded"));
        if (!forwarded.isEmpty()) {
            chains.add(hops(forwarded));
        }
        List<String> realIp = head.all("x-real-ip");
        if (!realIp.isEmpty()) {
            chains.add(hops(List.of(String.join(",", realIp))));
        }
        return chains;
    }

    private static List<Optional<InetAddress>> hops(List<? extends @Nullable String> texts) {
        return texts.stream().map(ForwardedHops::hop).toList();
    }

    /// An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`,
    /// `[2001:db8::1]:80`.
    private static Optional<InetAddress> hop(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String hop = text.strip();
        int colon = hop.lastIndexOf(':');
        boolean hasPort = colon > 0 && (hop.charAt(colon - 1) == ']' || hop.indexOf(':') == colon);
        return ClientAddress.literal(hasPort ? hop.substring(0, colon) : hop);
    }

    /// The `for` of each element. Empty if no element has one, as from a proxy that only passes on
    /// `proto` and `host`.
    private static List<@Nullable String> forwarded(List<String> values) {
        List<@Nullable String> hops = new ArrayList<>();
        String hop = null;
        boolean hasAny = false;
        Matcher part = FORWARDED_PART.matcher(String.join(",", values));
        while (part.find()) {
            if (part.group().equals(",")) {
                hops.add(hop);
                hop = null;
            } else if ("for".equalsIgnoreCase(part.group(1))) {
                hop = part.group(2) == null ? part.group(3) : part.group(2);
                hasAny = true;
            }
        }
        hops.add(hop);
        return hasAny ? hops : List.of();
    }
}
