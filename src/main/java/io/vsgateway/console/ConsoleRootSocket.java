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

/// `WS /api/v1alpha1/console`: the same as [ConsoleSocket], under the shorter path that older
/// clients use.
@WebSocket(path = "/api/v1alpha1/console", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class ConsoleRootSocket {
    private final Viewers viewers;

    ConsoleRootSocket(Viewers viewers) {
        this.viewers = viewers;
    }

    @OnOpen
    @NonBlocking
    Uni<Void> onOpen(WebSocketConnection connection) {
        return viewers.open(connection);
    }

    @OnTextMessage
    @NonBlocking
    void onMessage(WebSocketConnection connection, String text) {
        viewers.message(connection, text);
    }

    @OnClose
    @NonBlocking
    void onClose(WebSocketConnection connection) {
        viewers.close(connection);
    }

    @OnError
    @NonBlocking
    void onError(WebSocketConnection connection, Throwable failure) {
        viewers.failed(connection, failure);
    }
}
