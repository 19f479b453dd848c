package io.vsgateway.it.operation;

import io.vsgateway.DocTables;
import java.nio.file.Path;

/// `docker/nginx/vs-gateway.conf`.
class NginxIT extends ReverseProxyContract {
    /// Instead of 90 seconds.
    private static final String TIMEOUT = "8s";

    @Override
    ReverseProxy start(Path folder, int port, int gateway, ReverseProxy.Certificate certificate) {
        String site =
                DocTables.read(Path.of("docker", "nginx", "vs-gateway.conf"))
                        .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
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
}
