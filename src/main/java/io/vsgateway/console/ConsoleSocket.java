package io.vsgateway.console;

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

/// `WS /api/v1alpha1/console/ws`: the live console. Everything here runs on the connection's event
/// loop and nothing blocks, so calls come one after another even though the platform is told that
/// they need not: its own way of serializing them costs a kilobyte per connection.
@WebSocket(
        path = "/api/v1alpha1/console/ws",
        inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class ConsoleSocket {
    private final Door door;
    private final Viewers viewers;

    ConsoleSocket(Door door, Viewers viewers) {
        this.door = door;
        this.viewers = viewers;
    }

    @OnOpen
    @NonBlocking
    Uni<Void> onOpen(WebSocketConnection connection) {
        return door.open(connection, viewers);
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
