package io.vsgateway.channel;

import java.security.SecureRandom;
import java.util.HexFormat;

/// This run of the gateway, among several.
///
/// @param id by which clients and operators tell them apart
public record Node(String id) {
    private static final int BYTES = 4;

    static Node random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Node(HexFormat.of().formatHex(bytes));
    }
}
