package io.vsgateway.game.elsewhere;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.redis.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Two connections to Redis for a game that gateways share: one on which is waited for what others
/// write, and one to write. If one goes, both are of no use any more. What waits for answers must
/// not be an event loop.
public final class Talk implements AutoCloseable {
    private final Redis client;
    private final RedisConnection waiting;
    private final RedisConnection writing;
    private final String script;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile boolean isBroken;

    private Talk(Redis client, RedisConnection waiting, RedisConnection writing, String script) {
        this.client = client;
        this.waiting = waiting;
        this.writing = writing;
        this.script = script;
    }

    /// Connects, or throws. It waits, up to some seconds.
    ///
    /// @param script the name of the only script that is run on it
    public static Talk open(Server server, String script) throws IOException, InterruptedException {
        Redis client = server.client();
        try {
            RedisConnection waiting = Server.await(client.connect());
            RedisConnection writing = Server.await(client.connect());
            Request load = Request.cmd(Command.SCRIPT).arg("LOAD").arg(text(script));
            var talk =
                    new Talk(client, waiting, writing, Server.await(writing.send(load)).toString());
            waiting.endHandler(_ -> talk.broken()).exceptionHandler(_ -> talk.broken());
            writing.endHandler(_ -> talk.broken()).exceptionHandler(_ -> talk.broken());
            return talk;
        } catch (IOException | InterruptedException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static String text(String script) throws IOException {
        String path = "/META-INF/vs-gateway/redis/" + script;
        try (InputStream file = Talk.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("no " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void broken() {
        isBroken = true;
    }

    public boolean isBroken() {
        return isBroken;
    }

    /// The entries of streams behind the given ids, as soon as there are some, or for a while if
    /// there are none.
    ///
    /// @param blockMillis how long is waited for some; 0 for not at all
    /// @return null if there are none
    public @Nullable Response next(
            List<String> streams, List<String> behind, int most, int blockMillis)
            throws IOException, InterruptedException {
        Request request = Request.cmd(Command.XREAD).arg("COUNT").arg(most);
        if (blockMillis > 0) {
            request.arg("BLOCK").arg(blockMillis);
        }
        request.arg("STREAMS");
        streams.forEach(request::arg);
        behind.forEach(request::arg);
        if (isBroken) {
            throw new IOException("the connection was closed");
        }
        return Server.await(waiting.send(request));
    }

    /// The entries of one stream in an answer of [#next].
    ///
    /// @return null if there are none
    public static @Nullable Response stream(Response streams, String name) {
        if (streams.getKeys() != null && !streams.getKeys().isEmpty()) {
            return streams.getKeys().contains(name) ? streams.get(name) : null;
        }
        for (Response one : streams) {
            if (one.get(0).toString().equals(name)) {
                return one.get(1);
            }
        }
        return null;
    }

    /// Asks, and waits for the answer.
    ///
    /// @return null if there is nothing
    public @Nullable Response ask(Request request) throws IOException, InterruptedException {
        return Server.await(writing.send(request));
    }

    /// Whether Redis takes nothing more: what is asked here would change nothing, and then is
    /// refused all the same.
    ///
    /// @param absent a key that is not there
    boolean isFull(String absent) throws InterruptedException {
        try {
            Response _ = ask(Request.cmd(Command.LPUSHX).arg(absent).arg(""));
            return false;
        } catch (IOException e) {
            return Server.isFull(e);
        }
    }

    /// Runs the script. What is sent from one thread arrives in that order.
    public Future<Response> run(List<String> keys, List<String> arguments) {
        Request call = Request.cmd(Command.EVALSHA).arg(script).arg(keys.size());
        keys.forEach(call::arg);
        arguments.forEach(call::arg);
        return writing.send(call);
    }

    /// The same, and waits for the answer.
    public Response runNow(List<String> keys, List<String> arguments)
            throws IOException, InterruptedException {
        return Server.await(run(keys, arguments));
    }

    @Override
    public void close() {
        isBroken = true;
        if (!isClosed.getAndSet(true)) {
            client.close();
        }
    }
}
