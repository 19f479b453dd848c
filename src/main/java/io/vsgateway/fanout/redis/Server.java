package io.vsgateway.fanout.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where Redis is, and how it is spoken to.
final class Server {
    /// How long an answer is waited for.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// What is sent and not answered yet, on one connection.
    private static final int MOST_WAITING = 4096;

    private final Vertx vertx;
    private final RedisOptions options;
    private final String shown;

    Server(Vertx vertx, String urls, RedisSettings settings) {
        this.vertx = vertx;
        List<URI> hosts = hosts(urls);
        this.shown = shown(hosts.getFirst());
        boolean isSecure = hosts.getFirst().getScheme().equals("rediss");
        var net =
                new NetClientOptions()
                        .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true);
        if (isSecure) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            settings.tlsCa().ifPresent(file -> net.setTrustOptions(trusted(file)));
        }
        this.options =
                new RedisOptions().setNetClientOptions(net).setMaxWaitingHandlers(MOST_WAITING);
        hosts.forEach(host -> options.addConnectionString(host.toString()));
        settings.password().ifPresent(options::setPassword);
        options.setType(RedisClientType.valueOf(settings.mode().toUpperCase(Locale.ROOT)));
        if (options.getType() == RedisClientType.SENTINEL) {
            options.setMasterName(settings.master());
        }
    }

    private static List<URI> hosts(String urls) {
        var hosts = new ArrayList<URI>();
        for (String one : urls.split(",", -1)) {
            try {
                var uri = new URI(one.strip());
                String scheme = uri.getScheme() == null ? "" : uri.getScheme();
                if (uri.getHost() == null || !(scheme.equals("redis") || scheme.equals("rediss"))) {
                    throw wrong("each address must be redis://host:port or rediss://host:port");
                }
                if (uri.getUserInfo() != null) {
                    throw wrong("a password belongs into VS_REDIS_PASSWORD, not into the address");
                }
                hosts.add(uri);
            } catch (URISyntaxException _) {
                throw wrong("this is no address");
            }
        }
        return hosts;
    }

    private static ConfigurationException wrong(String why) {
        return new ConfigurationException("VS_REDIS_URL: " + why);
    }

    private static String shown(URI host) {
        return host.getHost() + (host.getPort() < 0 ? "" : ":" + host.getPort());
    }

    private static PemTrustOptions trusted(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new ConfigurationException("VS_REDIS_TLS_CA: there is no such file: " + file);
        }
        return new PemTrustOptions().addCertPath(file);
    }

    /// Its name for people, without anything secret.
    String shown() {
        return shown;
    }

    /// A client of its own: with it, its connections go for good.
    Redis client() {
        return Redis.createClient(vertx, options);
    }
}
