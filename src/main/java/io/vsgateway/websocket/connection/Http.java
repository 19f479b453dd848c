package io.vsgateway.websocket.connection;

import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The JDK's client as used here, and its failures in words.
public final class Http {
    private Http() {}

    /// HTTP/1.1, which WebSockets need; no redirects, because they would carry credentials
    /// elsewhere.
    public static HttpClient client(@Nullable SSLContext tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER);
        return (tls == null ? builder : builder.sslContext(tls)).build();
    }

    static Throwable cause(Throwable wrapped) {
        Throwable cause = wrapped;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /// @param where the server, without credentials
    public static WebSocketException failure(String where, Throwable cause) {
        return switch (cause) {
            case WebSocketException known -> known;
            case IllegalStateException ours -> throw ours;
            case SSLException tls when !isLost(tls) ->
                    new ConnectionFailedException(
                            ConnectionFailedException.At.TLS, 0, tls(where, tls), tls);
            default ->
                    new ConnectionFailedException(
                            ConnectionFailedException.At.NETWORK,
                            0,
                            "cannot connect to " + where + ": " + reason(cause),
                            cause);
        };
    }

    /// Whether the cause is the end of the connection, not TLS itself.
    private static boolean isLost(SSLException error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof EOFException || t instanceof SocketException) {
                return true;
            }
        }
        return false;
    }

    private static String tls(String where, SSLException error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return "the certificate of "
                        + where
                        + " is not trusted: "
                        + innermost(t).getMessage();
            }
        }
        return "no TLS with " + where + ": " + innermost(error).getMessage();
    }

    private static String reason(Throwable error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "no such host";
            }
        }
        Throwable innermost = innermost(error);
        if (error instanceof ConnectException) {
            return "connection refused";
        }
        if (error instanceof NoSuchFileException) {
            return "there is no such socket";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    private static Throwable innermost(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
