package io.vsgateway.it;

import io.vsgateway.DocTables;
import io.vsgateway.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docker/nginx/vs-gateway.conf`.
class NginxIT extends ReverseProxyContract {
    /// Instead of 90 seconds.
    private static final String TIMEOUT = "8s";

    @Override
    ReverseProxy start(Path folder, int port, int gateway, ReverseProxy.Certificate certificate) {
        Tool nginx = Tool.named("nginx");
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
        // The frame that Debian's nginx.conf is to a file in conf.d.
        String frame =
                """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx-%2$d.pid;
                error_log stderr;
                events {}
                http {
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    include %1$s/site-%2$d.conf;
                }
                """
                        .formatted(folder, port);
        try {
            Files.writeString(folder.resolve("site-" + port + ".conf"), site);
            Path main = Files.writeString(folder.resolve("nginx-" + port + ".conf"), frame);
            return ReverseProxy.start(
                    nginx.command("-p", folder.toString(), "-e", "stderr", "-c", main.toString()),
                    folder,
                    port,
                    certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
