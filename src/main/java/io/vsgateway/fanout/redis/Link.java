package io.vsgateway.fanout.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Two connections to one run of a server: one to read, which may wait there, and one to write. If
/// one goes, both go, so that nobody reads on from a server that is the master no more.
final class Link implements AutoCloseable {
    private static final String SCRIPT = "/META-INF/vs-gateway/redis/order.lua";

    private final Redis client;
    private final RedisConnection reading;
    private final RedisConnection writing;
    private final String run;
    private final String script;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile boolean isBroken;

    private Link(
            Redis client,
            RedisConnection reading,
            RedisConnection writing,
            String run,
            String script) {
        this.client = client;
        this.reading = reading;
        this.writing = writing;
        this.run = run;
        this.script = script;
    }

    /// Connects, or throws. It waits, up to some seconds.
    static Link open(Server server) throws IOException, InterruptedException {
        Redis client = server.client();
        try {
            RedisConnection reading = Server.await(client.connect());
            RedisConnection writing = Server.await(client.connect());
            String run = run(writing);
            if (!run.equals(run(reading))) {
                throw new IOException("the two connections go to different servers");
            }
            Request load = Request.cmd(Command.SCRIPT).arg("LOAD").arg(text());
            String script = Server.await(writing.send(load)).toString();
            var link = new Link(client, reading, writing, run, script);
            reading.endHandler(_ -> link.broken()).exceptionHandler(_ -> link.broken());
            writing.endHandler(_ -> link.broken()).exceptionHandler(_ -> link.broken());
            return link;
        } catch (IOException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static String text() {
        try (InputStream script = Link.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("no " + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection cannot outlive a run of its server, so this is asked once.
    private static String run(RedisConnection connection) throws IOException, InterruptedException {
        String info = info(connection, "server") + '\n' + info(connection, "replication");
        if ("slave".equals(value(info, "role"))) {
            throw new IOException("it is a replica, which cannot be written to");
        }
        String run = value(info, "run_id");
        String known = run == null ? value(info, "master_replid") : run;
        if (known == null) {
            throw new IOException("it does not tell its run_id");
        }
        return known;
    }

    private static String info(RedisConnection connection, String section)
            throws IOException, InterruptedException {
        try {
            Response answer = Server.await(connection.send(Request.cmd(Command.INFO).arg(section)));
            return answer == null ? "" : answer.toString();
        } catch (IOException e) {
            if (e.getCause() instanceof ErrorType) {
                throw new IOException("it does not tell its run_id: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static @Nullable String value(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ':'))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    /// The run of the server.
    String run() {
        return run;
    }

    boolean isBroken() {
        return isBroken;
    }

    private void broken() {
        isBroken = true;
    }

    /// Asks on the connection that reads, and waits for the answer.
    ///
    /// @return null if there is nothing
    @Nullable Response read(Request request) throws IOException, InterruptedException {
        if (isBroken) {
            throw new IOException("the connection was closed");
        }
        return Server.await(reading.send(request));
    }

    /// Asks several things at once on the connection that reads, and waits for all answers; one
    /// that is an error counts as nothing.
    List<@Nullable Response> readAll(List<Request> requests)
            throws IOException, InterruptedException {
        List<Future<Response>> sent = requests.stream().map(reading::send).toList();
        var answers = new ArrayList<@Nullable Response>(sent.size());
        for (Future<Response> one : sent) {
            answers.add(Server.await(one.otherwise(error -> nothing(error))));
        }
        if (isBroken) {
            throw new IOException("the connection was closed");
        }
        return answers;
    }

    private static @Nullable Response nothing(Throwable error) {
        if (error instanceof ErrorType) {
            return null;
        }
        throw new IllegalStateException(error);
    }

    /// Runs the script. On failure the link is of no use any more, unless Redis is full.
    Future<Response> place(List<String> keys, List<String> arguments) {
        Request call = Request.cmd(Command.EVALSHA).arg(script).arg(keys.size());
        keys.forEach(call::arg);
        arguments.forEach(call::arg);
        return writing.send(call);
    }

    /// The same, and waits for the answer.
    Response placeNow(List<String> keys, List<String> arguments)
            throws IOException, InterruptedException {
        return Server.await(place(keys, arguments));
    }

    Future<Response> write(Request request) {
        return writing.send(request);
    }

    @Override
    public void close() {
        isBroken = true;
        if (!isClosed.getAndSet(true)) {
            client.close();
        }
    }
}
