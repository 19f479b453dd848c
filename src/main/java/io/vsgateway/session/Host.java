package io.vsgateway.session;

import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Verdict;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.FrameEncoder;
import java.util.function.Function;
import java.util.function.Supplier;

/// What an endpoint has behind the [Door].
@FunctionalInterface
public interface Host {
    /// Says who is there: whoever has a good credential, unless the host likes it otherwise.
    ///
    /// @param authenticated what the credential is worth; a ticket is used up when it is asked
    default Verdict judge(
            Credential shown, ClientAddress address, Supplier<Verdict> authenticated) {
        return authenticated.get();
    }

    /// Says whether a caller who is known may come in here, and what then. Called on the event loop
    /// of the connection.
    Answer receive(Caller caller, WebSocketConnection connection, String subprotocols);

    /// What becomes of the caller.
    sealed interface Answer {}

    /// Come in, if there is room.
    ///
    /// @param words how the session itself speaks there: pings, answers, errors
    /// @param guest is called when there is, and begins what there is to see
    record Welcome(FrameEncoder words, Function<Session, Guest> guest) implements Answer {}

    /// Not here.
    record Turned(CloseCode code) implements Answer {}
}
