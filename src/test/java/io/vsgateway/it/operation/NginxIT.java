package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vsgateway.DocTables;
import io.vsgateway.it.FreePort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docker/nginx/vs-gateway.conf`.
class NginxIT extends ReverseProxyContract {
    /// Instead of 90 seconds.
    private static final String TIMEOUT = "8s";

    /// Of the first one that was started: the contract starts another beside it.
    private int plain;

    @Override
    ReverseProxy start(Path folder, int port, int gateway, ReverseProxy.Certificate certificate) {
        int itsPlain = FreePort.get();
        plain = plain == 0 ? itsPlain : plain;
        String site =
                DocTables.read(Path.of("docker", "nginx", "vs-gateway.conf"))
                        .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                        .replace("listen [::]:443 ssl", "listen [::1]:" + port + " ssl")
                        .replace("listen 80", "listen 127.0.0.1:" + itsPlain)
                        .replace("listen [::]:80", "listen [::1]:" + itsPlain)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + gateway)
                        .replace(
                                "/etc/letsencrypt/live/console.example.org/fullchain.pem",
                                certificate.chain().toString())
                        .replace(
                                "/etc/letsencrypt/live/console.example.org/privkey.pem",
                                certificate.key().toString())
                        .replace("/var/log/nginx", folder.toString())
                        .replace("90s", TIMEOUT);
        return ReverseProxy.start(Nginx.command(folder, port, site), folder, port, certificate);
    }

    @Test
    void who_comes_without_tls_is_sent_on_over_both_protocols_of_the_internet() {
        for (String host : List.of("127.0.0.1", "[::1]")) {
            Response answer =
                    RestAssured.given()
                            .redirects()
                            .follow(false)
                            .header("Host", ReverseProxy.HOST)
                            .get("http://" + host + ":" + plain + "/api/v1alpha1/server?x=1");

            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(answer.header("Location"))
                    .isEqualTo("https://" + ReverseProxy.HOST + "/api/v1alpha1/server?x=1");
        }
    }
}
