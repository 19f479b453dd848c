package io.vsgateway.session;

import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Credential;
import io.vsgateway.access.net.ClientAddress;

/// What the upgrade check found out about a connection and passes to its endpoint.
///
/// @param subprotocols all that the client offered, separated by commas
/// @param credential what the client presented, not yet verified
/// @param address the client's address, as seen through trusted proxies
public record Entrance(
        EventLoop loop,
        FrameGuard guard,
        String subprotocols,
        Credential credential,
        ClientAddress address) {
    static final UserData.TypedKey<Entrance> KEY = new UserData.TypedKey<>("vs.entrance");

    /// Takes the entrance of this connection. It can be taken only once, so that the credential
    /// does not stay in memory.
    public static Entrance take(WebSocketConnection connection) {
        Entrance entrance = connection.userData().remove(KEY);
        if (entrance == null) {
            throw new IllegalStateException("no upgrade check ran for this connection");
        }
        return entrance;
    }
}
