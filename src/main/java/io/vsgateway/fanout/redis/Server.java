package io.vsgateway.fanout.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where Redis is, and how it is spoken to.
public final class Server {
    /// How long an answer is waited for.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// What is sent and not answered yet, on one connection.
    private static final int MOST_WAITING = 4096;

    private static final Pattern IN_SCRIPT = Pattern.compile("\\.? script: .*", Pattern.DOTALL);

    private final Vertx vertx;
    private final RedisOptions options;
    private final List<URI> hosts;
    private final String shown;

    /// Null if the first host is the server itself.
    private final @Nullable Whereabouts question;

    /// @param urls see [RedisSettings#url]
    public Server(Vertx vertx, String urls, RedisSettings settings) {
        this.vertx = vertx;
        this.hosts = hosts(urls);
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
        settings.password().ifPresent(options::setPassword);
        this.question =
                switch (settings.mode()) {
                    case "sentinel" -> new Whereabouts.OfSentinels(settings.master());
                    case "cluster" -> new Whereabouts.OfCluster('{' + settings.prefix() + '}');
                    default -> null;
                };
    }

    private static List<URI> hosts(String urls) {
        var hosts = new ArrayList<URI>();
        for (String one : urls.split(",", -1)) {
            try {
                var uri = new URI(one.strip());
                String scheme = uri.getScheme() == null ? "" : uri.getScheme();
                if (uri.getHost() == null && uri.getAuthority() != null) {
                    throw wrong("this is no name of a host, in which there may be no underscore");
                }
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
    public String shown() {
        return shown;
    }

    /// A client of its own: with it, its connections go for good. It speaks to one server, the one
    /// that can be written to at the moment.
    public Redis client() throws IOException, InterruptedException {
        return client(question == null ? hosts.getFirst() : master(question));
    }

    private Redis client(URI host) {
        return Redis.createClient(
                vertx, new RedisOptions(options).setConnectionString(host.toString()));
    }

    /// What the first of the hosts says that knows it.
    private URI master(Whereabouts asked) throws IOException, InterruptedException {
        var failures = new ArrayList<String>();
        for (URI host : hosts) {
            Redis client = client(host);
            try {
                return asked.ask(await(client.connect()), host);
            } catch (IOException e) {
                failures.add(shown(host) + ": " + e.getMessage());
            } finally {
                client.close();
            }
        }
        throw new IOException("nobody says where it is: " + String.join(", ", failures));
    }

    /// Whether it has no memory left, as it says before it does anything.
    ///
    /// @param why a failure of what was sent, or of [#await]
    public static boolean isFull(Throwable why) {
        String text = why.getMessage();
        Throwable cause = why.getCause();
        return (text != null && text.startsWith("OOM")) || (cause != null && isFull(cause));
    }

    /// What it says, for people: without the place in the script at which it does.
    public static String words(Throwable why) {
        String text = why.getMessage();
        if (isFull(why)) {
            return "it is full (maxmemory)";
        }
        return text == null ? why.toString() : IN_SCRIPT.matcher(text).replaceFirst("");
    }

    /// Waits for an answer, not on an event loop.
    public static <T> T await(Future<T> answer) throws IOException, InterruptedException {
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(words(cause), cause);
        } catch (TimeoutException e) {
            throw new IOException("it does not answer", e);
        }
    }
}
