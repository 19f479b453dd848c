package io.vsgateway.websocket.connection;

import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.MessageTooLargeException;
import io.vsgateway.wire.CloseCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads one connection to its end, on its own thread: assembles messages and passes them to the
/// inbox, which makes it wait when full. It answers pings, and the server's mistakes with the code
/// that RFC 6455 defines for them.
public final class Receiver implements Runnable {
    private static final int MAX_DISCARDED = 64 * 1024;

    private final InputStream in;
    private final Inbox inbox;
    private final Outbox outbox;
    private final int maxMessageSize;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private int opcode = Frame.CONTINUATION;

    public Receiver(InputStream in, Inbox inbox, Outbox outbox, int maxMessageSize) {
        this.in = in;
        this.inbox = inbox;
        this.outbox = outbox;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public void run() {
        try {
            read();
        } catch (Frame.Violation e) {
            leave(CloseCode.PROTOCOL_ERROR, "the server broke the protocol: " + e.getMessage());
        } catch (CharacterCodingException _) {
            leave(CloseCode.INVALID_UTF8, "the server sent text that is not UTF-8");
        } catch (Frame.TooLong _) {
            inbox.end(new MessageTooLargeException(maxMessageSize));
            outbox.close(CloseCode.MESSAGE_TOO_BIG.code(), CloseCode.MESSAGE_TOO_BIG.reason());
            discard();
        } catch (IOException e) {
            inbox.end(
                    new ConnectionClosedException(
                            ConnectionClosedException.LOST,
                            "the connection was lost: " + e.getMessage(),
                            e));
        } finally {
            // No effect, unless something unexpected failed: nobody must wait forever.
            inbox.end(
                    new ConnectionClosedException(
                            ConnectionClosedException.LOST, "it cannot be read any more"));
            inbox.gone().complete(null);
        }
    }

    private void leave(CloseCode code, String why) {
        inbox.end(new ConnectionClosedException(code.code(), why));
        outbox.close(code.code(), code.reason());
        discard();
    }

    /// Unread data when a socket is closed may make the system discard what was sent last: our
    /// close frame.
    private void discard() {
        var bytes = new byte[MAX_DISCARDED];
        try {
            while (in.read(bytes) >= 0) {
                // Nobody needs it.
            }
        } catch (IOException _) {
            // This is the end, too.
        }
    }

    private void read() throws IOException {
        while (true) {
            Frame frame = Frame.read(in, maxMessageSize - parts.size(), inbox::heard);
            switch (frame.opcode()) {
                case Frame.PING -> outbox.pong(frame.payload());
                case Frame.PONG -> inbox.pong(frame.payload());
                case Frame.CLOSE -> {
                    boolean answersOurs = inbox.ended().isDone();
                    closed(frame.payload());
                    if (!answersOurs) {
                        // The server ends the connection when it has our answer (RFC 6455, 7.1.1).
                        discard();
                    }
                    return;
                }
                default -> data(frame);
            }
        }
    }

    private void data(Frame frame) throws IOException {
        boolean begins = frame.opcode() != Frame.CONTINUATION;
        if (begins == (opcode != Frame.CONTINUATION)) {
            throw new Frame.Violation(
                    begins ? "a message begins within another" : "a part of no message");
        }
        if (begins) {
            opcode = frame.opcode();
        }
        if (frame.last() && begins) {
            deliver(frame.payload());
        } else {
            parts.writeBytes(frame.payload());
            if (frame.last()) {
                deliver(parts.toByteArray());
            }
        }
    }

    private void deliver(byte[] payload) throws IOException {
        inbox.put(
                opcode == Frame.TEXT
                        ? new Message.Text(text(payload, 0))
                        : new Message.Binary(ByteBuffer.wrap(payload)));
        parts.reset();
        opcode = Frame.CONTINUATION;
    }

    private static String text(byte[] bytes, int from) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }

    private void closed(byte[] payload) throws IOException {
        if (payload.length == 0) {
            inbox.end(new ConnectionClosedException(ConnectionClosedException.NO_CODE, ""));
            outbox.close(CloseCode.NORMAL.code(), "");
            return;
        }
        int code = payload.length == 1 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        if (!isCode(code)) {
            throw new Frame.Violation("it closed with a code that is none");
        }
        String reason = text(payload, 2);
        inbox.end(
                code == CloseCode.UNAUTHORIZED.code() || code == CloseCode.FORBIDDEN.code()
                        ? new AuthenticationException(
                                code, "closed with " + code + ": " + reason, null)
                        : new ConnectionClosedException(code, reason));
        outbox.close(code, "");
    }

    /// Whether a code may be in a close frame (RFC 6455, 7.4).
    public static boolean isCode(int code) {
        return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006
                || code >= 3000 && code <= 4999;
    }
}
