package io.vsgateway.demo;

/// Somebody who is playing; invented, with an address from the ranges reserved for documentation.
///
/// @param client the number of the connection, counted from 1 in each run
/// @param address IPv4, dotted
record Player(int client, String name, String uid, String address, int port) {
    /// The address as a server that listens on IPv6 sees it.
    String mappedAddress() {
        return "[::ffff:" + address + "]:" + port;
    }
}
