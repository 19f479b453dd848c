package io.vsgateway.it;

import io.vsgateway.deploy.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// TLS in front of a gateway, with a certificate for 127.0.0.1 that nobody else vouches for.
public final class TlsFront implements AutoCloseable {
    private static final String PASSPHRASE = "passphrase";

    private final SSLServerSocket listening;
    private final int gateway;
    private final Path certificate;

    private TlsFront(SSLServerSocket listening, int gateway, Path certificate) {
        this.listening = listening;
        this.gateway = gateway;
        this.certificate = certificate;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /// @param folder where its key is made
    public static TlsFront of(GatewayProcess gateway, Path folder) {
        Path store = folder.resolve("front.p12");
        Path certificate = folder.resolve("front.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=front",
                "-ext",
                "san=ip:127.0.0.1",
                store);
        keytool("-exportcert", "-rfc", "-file", certificate.toString(), store);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSPHRASE.toCharArray());
            var managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSPHRASE.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            var listening =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            return new TlsFront(listening, gateway.port(), certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Object... arguments) {
        var tool = new Tool(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        List<String> words = List.of(arguments).stream().map(Object::toString).toList();
        var command = new java.util.ArrayList<>(words.subList(0, words.size() - 1));
        command.addAll(
                List.of("-alias", "front", "-storetype", "PKCS12", "-storepass", PASSPHRASE));
        command.addAll(List.of("-keystore", words.getLast()));
        Tool.Result made = tool.run(command.toArray(String[]::new));
        if (made.status() != 0) {
            throw new AssertionError(made.output());
        }
    }

    public String url() {
        return "https://127.0.0.1:" + listening.getLocalPort();
    }

    /// Its certificate, in PEM.
    public Path certificate() {
        return certificate;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), gateway);
                Thread.ofPlatform().daemon().start(() -> copy(client, server));
                Thread.ofPlatform().daemon().start(() -> copy(server, client));
            } catch (IOException _) {
                // Closed, or a client that went away: the next one may do better.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // Either side ended it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
