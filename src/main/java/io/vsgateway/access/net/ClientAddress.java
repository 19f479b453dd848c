package io.vsgateway.access.net;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a client is: a literal IP address in its canonical form, or `unknown` for a connection
/// that has none (a Unix domain socket). IPv4-mapped IPv6 addresses are IPv4 here.
public record ClientAddress(String text) {
    /// A client without an address.
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    private static final int SITE_BYTES = 8;

    static ClientAddress of(InetAddress address) {
        return new ClientAddress(NetUtil.toAddressString(address));
    }

    /// What limits per address count by: the address itself, or its /64 for IPv6, because one
    /// client has all of it.
    public String block() {
        return literal(text)
                .filter(Inet6Address.class::isInstance)
                .map(ClientAddress::site)
                .orElse(text);
    }

    @Override
    public String toString() {
        return text;
    }

    /// Reads a literal address, with or without brackets or a zone. There is no DNS lookup: a name
    /// gives empty.
    static Optional<InetAddress> literal(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        boolean isBracketed = text.startsWith("[") && text.endsWith("]");
        String bare = isBracketed ? text.substring(1, text.length() - 1) : text;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        return bytes == null || (isBracketed && bytes.length == 4)
                ? Optional.empty()
                : Optional.of(ofBytes(bytes));
    }

    private static String site(InetAddress address) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, SITE_BYTES, bytes.length, (byte) 0);
        return NetUtil.toAddressString(ofBytes(bytes)) + "/64";
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not 4 or 16 bytes: " + bytes.length, e);
        }
    }
}
