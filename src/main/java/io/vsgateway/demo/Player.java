package io.vsgateway.demo;

/// Somebody who plays; invented, with an address from the ranges kept for documentation.
///
/// @param client the number of the connection, counted from 1 for each run
/// @param address IPv4, dotted
record Player(int client, String name, String uid, String address, int port) {
    /// The address as a server that listens on IPv6 sees it.
    String mappedAddress() {
        return "[::ffff:" + address + "]:" + port;
    }
}
