package io.vsgateway.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vsgateway.deploy.Tool;
import io.vsgateway.websocket.RawServer;
import io.vsgateway.websocket.WebSocketClient;
import io.vsgateway.websocket.WsServer;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustTest {
    @TempDir Path folder;

    @Test
    void a_certificate_in_a_file_is_taken_among_others_and_other_text() throws Exception {
        var certificate = WsServer.Certificate.selfSigned(folder, "ip:127.0.0.1");
        var another =
                WsServer.Certificate.selfSigned(
                        Files.createDirectory(folder.resolve("another")), "ip:127.0.0.2");
        Path file =
                Files.writeString(
                        folder.resolve("all.pem"),
                        "# of a firm, Gr\u00fc\u00dfe\n"
                                + pem(another)
                                + "\n# and\n"
                                + pem(certificate));
        try (var secure = WsServer.start(certificate)) {
            for (SSLContext trust : List.of(Trust.only(file), Trust.ofThisSystem(List.of(file)))) {
                try (var socket = connect(secure, trust)) {
                    socket.send("hello");
                    assertThat(socket.receive()).isEqualTo(new Message.Text("hello"));
                }
            }
        }
    }

    @Test
    void nobody_else_is_trusted() throws Exception {
        var certificate = WsServer.Certificate.selfSigned(folder, "ip:127.0.0.1");
        var another =
                WsServer.Certificate.selfSigned(
                        Files.createDirectory(folder.resolve("another")), "ip:127.0.0.1");
        Path file = Files.writeString(folder.resolve("another.pem"), pem(another));
        Path missing = folder.resolve("missing.pem");
        Path damaged = Files.writeString(folder.resolve("damaged.pem"), damaged());
        try (var secure = WsServer.start(certificate)) {
            for (SSLContext trust :
                    List.of(
                            Trust.only(file),
                            Trust.ofThisSystem(List.of(missing, file)),
                            Trust.ofThisSystem(List.of(damaged)),
                            Trust.ofThisSystem())) {
                assertThatThrownBy(() -> connect(secure, trust))
                        .isInstanceOfSatisfying(
                                ConnectionFailedException.class,
                                failed ->
                                        assertThat(failed.at())
                                                .isEqualTo(ConnectionFailedException.At.TLS));
            }
        }
    }

    @Test
    void a_file_that_cannot_be_used_is_told_in_words() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path damaged = Files.writeString(folder.resolve("damaged.pem"), damaged());

        assertRefused(folder.resolve("none.pem"), "none.pem is not there");
        assertRefused(folder, " cannot be read");
        assertRefused(empty, "holds no certificate in PEM");
        assertRefused(damaged, "holds a certificate that cannot be read");
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> Trust.only(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("Exception");
    }

    private static String damaged() {
        return "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    }

    private static WebSocketClient connect(WsServer server, SSLContext trust)
            throws InterruptedException {
        return new WebSocketClient(server.endpoint("echo").trusting(trust), RawServer.CLIENT)
                .connect();
    }

    private static String pem(WsServer.Certificate certificate) {
        Tool.Result exported =
                new Tool(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
                        .run(
                                "-exportcert",
                                "-rfc",
                                "-alias",
                                "server",
                                "-keystore",
                                certificate.file().toString(),
                                "-storepass",
                                "passphrase");
        assertThat(exported.status()).isZero();
        return exported.output();
    }
}
