package io.vsgateway.wire;

/// Why the gateway closes a WebSocket. Codes up to 1999 are those of RFC 6455, section 7.4.1; from
/// 4000 on they are the gateway's own. `src/docs/protocol.md` shows the same table.
public enum CloseCode {
    NORMAL(1000, "closed", "stop"),
    GOING_AWAY(1001, "the server is going away", "reconnect, with jitter"),
    PROTOCOL_ERROR(1002, "protocol error", "fix the client"),
    UNSUPPORTED_DATA(1003, "binary messages are not accepted", "fix the client"),
    INVALID_UTF8(1007, "a text message is not valid UTF-8", "fix the client"),
    MESSAGE_TOO_BIG(1009, "message too big", "fix the client"),
    INTERNAL_ERROR(1011, "internal error", "back off and reconnect"),
    TRY_AGAIN_LATER(1013, "try again later", "back off and reconnect"),
    UNAUTHORIZED(
            4001, "unauthorized: missing, invalid or expired credential", "get a new credential"),
    FORBIDDEN(4003, "forbidden: the role may not do this, or not any more", "stop"),
    NOT_FOUND(4004, "no such channel, room or log", "stop"),
    TOO_MANY_CONNECTIONS(4008, "too many connections", "back off and reconnect"),
    HEARTBEAT_MISSED(4009, "heartbeat missed", "reconnect with the last id"),
    TOO_SLOW(4010, "too slow: not writable for too long", "reconnect with the last id"),
    TOO_MANY_MESSAGES(4429, "too many messages", "back off and reconnect");

    private final int code;
    private final String reason;
    private final String advice;

    CloseCode(int code, String reason, String advice) {
        this.code = code;
        this.reason = reason;
        this.advice = advice;
    }

    /// The number in the close frame.
    public int code() {
        return code;
    }

    /// The reason in the close frame: a constant of at most 123 bytes, never made from input.
    public String reason() {
        return reason;
    }

    /// What a client that receives it should do.
    public String advice() {
        return advice;
    }
}
