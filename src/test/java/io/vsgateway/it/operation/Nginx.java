package io.vsgateway.it.operation;

import io.vsgateway.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The installed nginx, with a configuration as Debian's has it in `conf.d`.
public final class Nginx {
    /// The frame that Debian's nginx.conf is to a file in conf.d.
    private static final String FRAME =
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
            """;

    private Nginx() {}

    /// Its command line for a site that listens on this port. Its files go into the folder.
    public static List<String> command(Path folder, int port, String site) {
        try {
            Files.writeString(folder.resolve("site-" + port + ".conf"), site);
            Path main =
                    Files.writeString(
                            folder.resolve("nginx-" + port + ".conf"),
                            FRAME.formatted(folder, port));
            return Tool.named("nginx")
                    .command("-p", folder.toString(), "-e", "stderr", "-c", main.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
