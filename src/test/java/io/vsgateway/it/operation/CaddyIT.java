package io.vsgateway.it.operation;

import io.vsgateway.DocTables;
import io.vsgateway.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docker/caddy/Caddyfile`.
class CaddyIT extends ReverseProxyContract {
    @Override
    ReverseProxy start(Path folder, int port, int gateway, ReverseProxy.Certificate certificate) {
        Tool caddy = Tool.named("caddy");
        String site =
                DocTables.read(Path.of("docker", "caddy", "Caddyfile"))
                        .replace(
                                ReverseProxy.HOST + " {",
                                "%s:%d {%n\tbind 127.0.0.1%n\ttls %s %s"
                                        .formatted(
                                                ReverseProxy.HOST,
                                                port,
                                                certificate.chain(),
                                                certificate.key()))
                        .replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
        // Nobody else's Caddy is to be disturbed.
        String global = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n";
        try {
            Path file = Files.writeString(folder.resolve("Caddyfile-" + port), global + site);
            return ReverseProxy.start(
                    caddy.command("run", "--adapter", "caddyfile", "--config", file.toString()),
                    folder,
                    port,
                    certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
