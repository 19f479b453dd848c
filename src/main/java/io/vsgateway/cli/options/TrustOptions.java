package io.vsgateway.cli.options;

import io.vsgateway.client.Gateway;
import io.vsgateway.websocket.connection.Trust;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whose certificates are trusted over `https://`: those in a file named by the option or by the
/// variable that other programs also use; otherwise Java's and the system's.
final class TrustOptions {
    private static final String OPTION = "--cacert";
    private static final String VARIABLE = "SSL_CERT_FILE";

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description =
                    "With https: trust the authorities in this file (PEM), and no others. Without"
                            + " it, those in SSL_CERT_FILE, or those that this system trusts.")
    private @Nullable String file;

    /// @throws CommandFailure if the file cannot be used
    Gateway applied(Gateway gateway, Map<String, String> environment) {
        // The system's store is long: it is read only when needed.
        boolean isNeeded = gateway.base().getScheme().equals("https");
        String named = environment.getOrDefault(VARIABLE, "");
        if (file != null) {
            return gateway.trusting(only(file, OPTION));
        }
        if (!isNeeded) {
            return gateway;
        }
        return gateway.trusting(named.isEmpty() ? Trust.ofThisSystem() : only(named, VARIABLE));
    }

    private static SSLContext only(String file, String from) {
        try {
            return Trust.only(Path.of(file));
        } catch (InvalidPathException e) {
            throw CommandFailure.usage(from + ": " + Encoding.unusable(file));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(from + ": " + e.getMessage());
        }
    }
}
