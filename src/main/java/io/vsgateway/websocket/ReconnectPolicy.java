package io.vsgateway.websocket;

import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.MessageTooLargeException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import io.vsgateway.wire.CloseCode;
import java.util.Arrays;

/// Decides after which endings to reconnect.
@FunctionalInterface
public interface ReconnectPolicy {
    boolean reconnects(WebSocketException why);

    /// For any server: reconnects after what may pass (lost, going away, restart, busy, timed out,
    /// HTTP 5xx), not after what is intended or permanent (1000, a wrong protocol, a wrong
    /// credential, an unknown certificate).
    static ReconnectPolicy standard() {
        return why ->
                switch (why) {
                    case ConnectionClosedException closed ->
                            switch (closed.code()) {
                                case 1000, 1002, 1003, 1007, 1008, 1009, 1010 -> false;
                                default -> true;
                            };
                    case ConnectionFailedException failed ->
                            switch (failed.at()) {
                                case NETWORK -> true;
                                case TLS -> false;
                                case HANDSHAKE -> mayPass(failed.status());
                            };
                    case WebSocketTimeoutException _ -> true;
                    case ProblemException problem -> mayPass(problem.status());
                    case AuthenticationException _,
                            InvalidMessageException _,
                            MessageTooLargeException _ ->
                            false;
                };
    }

    /// For the gateway: like [#standard()], but codes in the table of [CloseCode] are decided by
    /// it. If a credential is no longer valid (4001), it is tried once more; an invalid key is
    /// noticed before the next connection.
    static ReconnectPolicy console() {
        return why ->
                switch (why) {
                    case ConnectionClosedException closed ->
                            Arrays.stream(CloseCode.values())
                                    .filter(known -> known.code() == closed.code())
                                    .findAny()
                                    .map(ReconnectPolicy::reconnects)
                                    .orElseGet(() -> standard().reconnects(why));
                    case AuthenticationException refused ->
                            refused.code() == CloseCode.UNAUTHORIZED.code();
                    default -> standard().reconnects(why);
                };
    }

    private static boolean reconnects(CloseCode code) {
        return switch (code) {
            case NORMAL,
                    PROTOCOL_ERROR,
                    UNSUPPORTED_DATA,
                    INVALID_UTF8,
                    MESSAGE_TOO_BIG,
                    FORBIDDEN,
                    NOT_FOUND ->
                    false;
            case GOING_AWAY,
                    INTERNAL_ERROR,
                    TRY_AGAIN_LATER,
                    UNAUTHORIZED,
                    TOO_MANY_CONNECTIONS,
                    HEARTBEAT_MISSED,
                    TOO_SLOW,
                    TOO_MANY_MESSAGES ->
                    true;
        };
    }

    private static boolean mayPass(int status) {
        return status >= 500 || status == 408 || status == 425 || status == 429;
    }
}
