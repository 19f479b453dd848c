package io.vsgateway.websocket;

import io.vsgateway.deploy.Tool;
import io.vsgateway.websocket.connection.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// `src/test/tools/ws-server.js`: a server on npm's library `ws`, as a process.
public final class WsServer implements AutoCloseable {
    private static final String PASSPHRASE = "passphrase";

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final boolean tls;

    private WsServer(List<String> command, String modules, boolean tls) {
        this.tls = tls;
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", modules);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (BufferedReader lines = process.inputReader()) {
                        lines.lines().forEach(output::add);
                    } catch (IOException | UncheckedIOException e) {
                        output.add("ended: " + e);
                    }
                });
        await(line -> line.startsWith("listening "));
    }

    public static WsServer start() {
        return start(null);
    }

    /// With TLS, if there is a certificate.
    public static WsServer start(@Nullable Certificate certificate) {
        Path modules = Path.of(Tool.named("ws").path()).getParent();
        var command = new ArrayList<>(Tool.named("node").command("src/test/tools/ws-server.js"));
        if (certificate != null) {
            command.addAll(List.of(certificate.file.toString(), PASSPHRASE));
        }
        return new WsServer(command, modules.toString(), certificate != null);
    }

    /// A key, and a certificate that nobody else vouches for.
    public record Certificate(Path file) {
        public static Certificate selfSigned(Path folder, String alternativeName) {
            Path file = folder.resolve("server.p12");
            Tool keytool =
                    new Tool(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            Tool.Result made =
                    keytool.run(
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=test",
                            "-ext",
                            "san=" + alternativeName,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSPHRASE);
            if (made.status() != 0) {
                throw new AssertionError(made.output());
            }
            return new Certificate(file);
        }

        /// Trusts it and nobody else.
        SSLContext trusted() {
            try (var in = Files.newInputStream(file)) {
                KeyStore own = KeyStore.getInstance("PKCS12");
                own.load(in, PASSPHRASE.toCharArray());
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("server", own.getCertificate("server"));
                var managers = TrustManagerFactory.getInstance("PKIX");
                managers.init(trusted);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers.getTrustManagers(), null);
                return context;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public Endpoint endpoint(String path) {
        return Endpoint.of((tls ? "wss" : "ws") + "://127.0.0.1:" + port() + "/" + path);
    }

    int port() {
        String listening = await(line -> line.startsWith("listening "));
        return Integer.parseInt(listening.substring("listening ".length()));
    }

    /// The first line that it printed that is as wanted; waits for it.
    String await(Predicate<String> wanted) {
        Awaitility.await()
                .failFast("ws-server.js ended", () -> !process.isAlive())
                .until(() -> output.stream().anyMatch(wanted));
        return output.stream().filter(wanted).findFirst().orElseThrow();
    }

    List<String> output() {
        return List.copyOf(output);
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
