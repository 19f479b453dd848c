package io.vsgateway.access.net;

import java.net.InetAddress;
import java.util.Optional;

/// A CIDR range of IPv4 or IPv6 addresses, such as `10.0.0.0/8`; a single address is a range of
/// one. A range of one family never contains an address of the other.
record AddressRange(InetAddress base, int prefixLength) {
    /// The length of the prefix `::ffff:0:0` that marks an IPv4 address in IPv6.
    private static final int MAPPED_PREFIX = 96;

    /// Reads `address` or `address/prefix`. Bits beyond the prefix are ignored.
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return ClientAddress.literal(address)
                .flatMap(base -> {
                    int bits = base.getAddress().length * Byte.SIZE;
                    if (slash < 0) {
                        return Optional.of(new AddressRange(base, bits));
                    }
                    int prefix = number(text.substring(slash + 1));
                    boolean isMapped = bits == Integer.SIZE && address.contains(":");
                    int length = isMapped ? prefix - MAPPED_PREFIX : prefix;
                    return length < 0 || prefix < 0 || length > bits
                            ? Optional.empty()
                            : Optional.of(new AddressRange(base, length));
                });
    }

    boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
            int difference = (ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & 0xff;
            int beyond = Math.max(0, bit + Byte.SIZE - prefixLength);
            if (difference >> beyond != 0) {
                return false;
            }
        }
        return true;
    }

    /// A decimal number of at most three digits, or -1.
    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
