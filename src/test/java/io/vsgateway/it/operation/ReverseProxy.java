package io.vsgateway.it.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A reverse proxy in front of a gateway, on a free loopback port, with a certificate of its own
/// for [#HOST]. It is ended when closed.
public final class ReverseProxy implements AutoCloseable {
    static final String HOST = "console.example.org";
    private static final Duration START = Duration.ofSeconds(60);

    /// The files that a proxy is configured with.
    record Certificate(Path chain, Path key) {
        /// Makes a certificate that nobody else vouches for.
        public static Certificate selfSigned(Path folder, String openssl) {
            var made = new Certificate(folder.resolve("chain.pem"), folder.resolve("key.pem"));
            run(
                    List.of(
                            openssl,
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=" + HOST,
                            "-addext",
                            "subjectAltName=DNS:" + HOST,
                            "-keyout",
                            made.key.toString(),
                            "-out",
                            made.chain.toString()),
                    folder);
            return made;
        }

        SSLContext trusted() {
            try (var in = Files.newInputStream(chain)) {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                store.setCertificateEntry(
                        "proxy", CertificateFactory.getInstance("X.509").generateCertificate(in));
                var trust = TrustManagerFactory.getInstance("PKIX");
                trust.init(store);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                return context;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Process process;
    private final int port;
    private final @Nullable SSLContext trust;

    private ReverseProxy(Process process, int port, @Nullable SSLContext trust) {
        this.process = process;
        this.port = port;
        this.trust = trust;
    }

    /// Starts it, and waits until it listens.
    public static ReverseProxy start(
            List<String> command, Path folder, int port, Certificate certificate) {
        return start(command, folder, port, certificate.trusted());
    }

    /// The same without TLS.
    public static ReverseProxy start(List<String> command, Path folder, int port) {
        return start(command, folder, port, (SSLContext) null);
    }

    private static ReverseProxy start(
            List<String> command, Path folder, int port, @Nullable SSLContext trust) {
        try {
            Path log = folder.resolve("proxy.out");
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("HOME", folder.toString());
            Process process = builder.redirectOutput(log.toFile()).start();
            var proxy = new ReverseProxy(process, port, trust);
            try {
                proxy.awaitListening();
                return proxy;
            } catch (RuntimeException e) {
                proxy.close();
                throw new AssertionError("did not start:\n" + Files.readString(log), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        Awaitility.await()
                .atMost(START)
                .failFast("the proxy ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> {
                    new Socket("127.0.0.1", port).close();
                    return true;
                });
    }

    /// A port that nobody had a moment ago. An address of it, without TLS.
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// A connection to it with TLS, from this address of the machine.
    SSLSocket connectFrom(String address) {
        try {
            var plain = new Socket();
            plain.bind(new InetSocketAddress(address, 0));
            plain.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
            plain.setTcpNoDelay(true);
            var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, HOST, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command, Path folder) {
        try {
            Path log = folder.resolve("command.out");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
