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
    /// Judges a caller: by default, anyone with a good credential is granted.
    ///
    /// @param authenticated the verdict on the credential; calling it uses up a ticket
    default Verdict judge(
            Credential shown, ClientAddress address, Supplier<Verdict> authenticated) {
        return authenticated.get();
    }

    /// Decides whether a known caller may enter here, and how. Called on the connection's event
    /// loop.
    Answer receive(Caller caller, WebSocketConnection connection, String subprotocols);

    /// The decision on a caller.
    sealed interface Answer {}

    /// Come in, if there is room.
    ///
    /// @param words encodes what the session itself sends there: pings, answers, errors
    /// @param guest called once there is room; starts what the endpoint serves
    record Welcome(FrameEncoder words, Function<Session, Guest> guest) implements Answer {}

    /// Not here.
    record Turned(CloseCode code) implements Answer {}
}
