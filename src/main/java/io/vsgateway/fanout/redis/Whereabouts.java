package io.vsgateway.fanout.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Asks where the server is that can be written to. It is asked anew for each connection: after a
/// fail-over it is another.
sealed interface Whereabouts {
    /// @param connection to somebody who may know it
    /// @param host who that is
    URI ask(RedisConnection connection, URI host) throws IOException, InterruptedException;

    /// @param master what the sentinels call it
    record OfSentinels(String master) implements Whereabouts {
        @Override
        public URI ask(RedisConnection connection, URI host)
                throws IOException, InterruptedException {
            Response address =
                    Server.await(
                            connection.send(
                                    Request.cmd(Command.SENTINEL)
                                            .arg("GET-MASTER-ADDR-BY-NAME")
                                            .arg(master)));
            if (address == null) {
                throw new IOException("no server is called " + master + " there");
            }
            return at(host, address.get(0), address.get(1));
        }
    }

    /// All keys are in one slot, so one of the masters of a cluster is enough.
    ///
    /// @param key one that lies in the slot
    record OfCluster(String key) implements Whereabouts {
        @Override
        public URI ask(RedisConnection connection, URI host)
                throws IOException, InterruptedException {
            int slot =
                    Server.await(
                                    connection.send(
                                            Request.cmd(Command.CLUSTER).arg("KEYSLOT").arg(key)))
                            .toInteger();
            Response ranges =
                    Server.await(connection.send(Request.cmd(Command.CLUSTER).arg("SLOTS")));
            for (Response range : ranges) {
                if (range.get(0).toInteger() <= slot && slot <= range.get(1).toInteger()) {
                    Response node = range.get(2);
                    return at(host, node.get(0), node.get(1));
                }
            }
            throw new IOException("slot " + slot + " is nobody's");
        }
    }

    private static URI at(URI host, @Nullable Response name, Response port) throws IOException {
        // A node of a cluster that does not know its own name.
        String there = name == null || name.toString().isEmpty() ? host.getHost() : name.toString();
        String literal = there.contains(":") && !there.startsWith("[") ? '[' + there + ']' : there;
        try {
            return new URI(host.getScheme() + "://" + literal + ':' + port);
        } catch (URISyntaxException e) {
            throw new IOException("that is no address: " + literal, e);
        }
    }
}
