package io.vsgateway.cli.options;

import io.vsgateway.client.ConsoleEvent;
import io.vsgateway.client.Gateway;
import io.vsgateway.text.SafeText;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionClosedException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Objects;

/// What happened, in words for the operator. Text from the gateway has been made safe.
public final class Wording {
    private Wording() {}

    public static String of(ConsoleEvent.Gap gap) {
        String lines = gap.count() == 1 ? "1 line was" : gap.count() + " lines were";
        return gap.recovered()
                ? lines + " missed here"
                : "the gateway was restarted meanwhile: what was missed before is lost"
                        + (gap.count() > 0 ? ", and then " + lines + " missed" : "");
    }

    public static String of(ConsoleEvent.State state) {
        return "the game is "
                + safe(state.state()).replace('_', ' ')
                + (state.detail() == null ? "" : ": " + safe(state.detail()));
    }

    public static String of(ConsoleEvent.Reconnecting lost) {
        return retrying(lost.why(), lost.delay(), lost.attempt());
    }

    public static String retrying(WebSocketException why, Duration delay, int attempt) {
        return "connection lost (%s); trying again in %s, attempt %d"
                .formatted(of(why), seconds(delay), attempt);
    }

    public static String of(ConsoleEvent.Error error) {
        return safe(error.message());
    }

    /// `written`, or `rejected: why`.
    public static String of(ConsoleEvent.Receipt receipt) {
        String status = safe(receipt.status()).replace('_', ' ');
        return receipt.reason() == null ? status : status + ": " + safe(receipt.reason());
    }

    public static String of(WebSocketException why) {
        return safe(String.valueOf(why.getMessage()));
    }

    /// What failed outside, such as a file or a connection.
    public static String of(Exception why) {
        return switch (why) {
            case HttpTimeoutException _ -> "it took too long";
            case NoSuchFileException file -> "there is no " + file.getFile();
            case AccessDeniedException file -> file.getFile() + " may not be read";
            case SocketTimeoutException _ -> "it took too long";
            case UnknownHostException host -> "no such host: " + host.getMessage();
            case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
            default ->
                    why.getMessage() == null
                            ? "it failed in a way that was not foreseen (%s)"
                                    .formatted(why.getClass().getSimpleName())
                            : oneLine(safe(why.getMessage()));
        };
    }

    public static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", "; ").strip();
    }

    /// Why a command cannot go on, and what to do.
    public static CommandFailure failure(WebSocketException why, Gateway gateway) {
        String hint =
                switch (why) {
                    case AuthenticationException refused ->
                            refused.isForbidden()
                                    ? " (the key's role may not do this)"
                                    : " (is it the right key?)";
                    case ConnectionFailedException failed ->
                            switch (failed.at()) {
                                case NETWORK ->
                                        failed.getCause() instanceof AccessDeniedException
                                                ? " (VS_HTTP_SOCKET_MODE says who may use it)"
                                                : " (does the gateway run there?)";
                                case TLS -> " (is its certificate trusted here?)";
                                case HANDSHAKE ->
                                        switch (failed.status()) {
                                            case 404 -> " (is that a gateway, and its whole path?)";
                                            case 429 -> " (too many connections from here)";
                                            default -> " (is that a gateway?)";
                                        };
                            };
                    case ConnectionClosedException _ -> "";
                    default -> "";
                };
        return CommandFailure.failed(gateway + ": " + of(why) + hint);
    }

    private static String seconds(Duration duration) {
        long tenths = Math.max(1, duration.toMillis() / 100);
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }

    public static String safe(String text) {
        return SafeText.of(text, false);
    }
}
