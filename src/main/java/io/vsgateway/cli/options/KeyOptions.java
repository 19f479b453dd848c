package io.vsgateway.cli.options;

import io.vsgateway.client.Gateway;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The gateway that a command talks to, and the key for it: from an option, a file, the environment
/// or a prompt. The key is never shown.
public final class KeyOptions {
    /// The longest key that a gateway looks at, plus a line break.
    private static final int LONGEST = 8194;

    private static final String ADMIN_FILE = "VS_API_KEY_ADMIN_FILE";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "Read the key from this file; - reads it from standard input. Without it the"
                            + " key is that in VS_API_KEY, or is asked for.")
    private @Nullable String file;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The key itself. Others on this machine can see it there: better use one of the"
                            + " above.")
    private @Nullable String key;

    @Mixin private TrustOptions trust = new TrustOptions();

    /// The gateway at the URL, or the one on this machine.
    public Gateway gateway(@Nullable String url, Surroundings surroundings) {
        try {
            String address = url == null ? LocalGateway.address(surroundings.environment()) : url;
            Gateway gateway = Gateway.of(address, key(url == null, surroundings));
            return trust.applied(gateway, surroundings.environment());
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("the gateway's socket: " + Encoding.unusable(e.getInput()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /// Whether the key uses up standard input.
    public boolean takesInput() {
        return "-".equals(file);
    }

    private String key(boolean local, Surroundings surroundings) {
        if (key != null && file != null) {
            throw CommandFailure.usage("--key and --key-file are both given");
        }
        if (key != null) {
            surroundings
                    .err()
                    .println(
                            "vs-gateway: warning: a key on the command line can be seen by others"
                                    + " on this machine; use VS_API_KEY or --key-file");
            return checked(key, "--key");
        }
        if (file != null) {
            return checked(read(file, surroundings), "--key-file");
        }
        Optional<String> own = variable("VS_API_KEY", surroundings);
        if (own.isPresent()) {
            return own.get();
        }
        if (local) {
            // Whoever has the gateway's variables has its key.
            Optional<String> admin =
                    variable("VS_API_KEY_ADMIN", surroundings)
                            .filter(k -> !k.equals("none"))
                            .or(() ->
                                    variable(ADMIN_FILE, surroundings)
                                            .map(path -> inFile(path, ADMIN_FILE)));
            if (admin.isPresent()) {
                return admin.get();
            }
        }
        return asked();
    }

    private static Optional<String> variable(String name, Surroundings surroundings) {
        return Optional.ofNullable(surroundings.environment().get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static String read(String file, Surroundings surroundings) {
        try {
            if (file.equals("-")) {
                return new String(surroundings.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
            Path path = Path.of(file);
            if (mayBeReadByOthers(path)) {
                surroundings
                        .err()
                        .println(
                                "vs-gateway: warning: others on this machine can read "
                                        + path
                                        + " (chmod 600)");
            }
            return content(path);
        } catch (InvalidPathException e) {
            throw CommandFailure.usage("--key-file: " + Encoding.unusable(file));
        } catch (IOException e) {
            throw CommandFailure.usage("--key-file cannot be read: " + Wording.of(e));
        }
    }

    /// The key in the file that a setting of the gateway names.
    private static String inFile(String file, String from) {
        try {
            return checked(content(Path.of(file)), from);
        } catch (InvalidPathException e) {
            throw CommandFailure.usage(from + ": " + Encoding.unusable(file));
        } catch (IOException e) {
            throw CommandFailure.usage(from + " cannot be read: " + Wording.of(e));
        }
    }

    private static String content(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private static boolean mayBeReadByOthers(Path path) throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ);
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private static String checked(String given, String from) {
        String stripped = given.strip();
        if (stripped.isEmpty()) {
            throw CommandFailure.usage(from + " holds no key");
        }
        return stripped;
    }

    // JDK 25 again returns null where there is no terminal; see its release notes, JDK-8351435.
    @SuppressWarnings("SystemConsoleNull")
    private static String asked() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw CommandFailure.usage(
                    "a key is needed: set VS_API_KEY, or give --key-file FILE (- for standard"
                            + " input)");
        }
        char[] typed = console.readPassword("Key: ");
        if (typed == null || typed.length == 0) {
            throw CommandFailure.usage("no key was given");
        }
        return new String(typed).strip();
    }
}
