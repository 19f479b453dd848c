package io.vsgateway.channel.socket;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vsgateway.session.Door;

/// `WS /ws`: all channels on one connection. As with the console's socket, all of it runs on the
/// event loop of the connection and nothing in it blocks.
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class RootSocket {
    private final Door door;
    private final Members members;

    RootSocket(Door door, Members members) {
        this.door = door;
        this.members = members;
    }

    @OnOpen
    @NonBlocking
    Uni<Void> onOpen(WebSocketConnection connection) {
        return door.open(connection, members.host(""));
    }

    @OnTextMessage
    @NonBlocking
    void onMessage(WebSocketConnection connection, String text) {
        door.message(connection, text);
    }

    @OnClose
    @NonBlocking
    void onClose(WebSocketConnection connection) {
        door.close(connection);
    }

    @OnError
    @NonBlocking
    void onError(WebSocketConnection connection, Throwable failure) {
        door.failed(connection, failure);
    }
}
