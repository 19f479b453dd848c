package io.vsgateway.it.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A client of the channels with a token, and what it is told.
public final class Player implements AutoCloseable {
    public static final String SERVICE_KEY = "service-key-0123456789abcdef";

    private final Client client;
    private int ids;

    private Player(Client client) {
        this.client = client;
    }

    /// A gateway with channels.
    public static GatewayProcess.Builder gateway(String writer) {
        return GatewayProcess.with()
                .set("VS_GAME_DEMO", "true")
                .set("VS_SESSION_WRITER", writer)
                .set("VS_API_KEY_SERVICE", SERVICE_KEY)
                .set("VS_JWT_SECRET", Issuer.SECRET);
    }

    public static String token(String user, Map<String, ?> more) {
        var claims = new HashMap<>(Issuer.claims(user, Instant.now().getEpochSecond() + 3600));
        claims.put("name", Character.toUpperCase(user.charAt(0)) + user.substring(1));
        claims.putAll(more);
        return Issuer.hmac(Issuer.SECRET, "HS256", claims);
    }

    /// @param target the path, with a query if need be
    public static Player connect(GatewayProcess gateway, String target, String user) {
        return with(gateway, target, token(user, Map.of()));
    }

    public static Player with(GatewayProcess gateway, String target, String credential) {
        return new Player(raw(gateway, target, credential, true));
    }

    public static Client raw(
            GatewayProcess gateway, String target, String credential, boolean reads) {
        return Client.connect(
                gateway.port(),
                target,
                reads,
                "Sec-WebSocket-Protocol: vs.channels.v1.json, bearer, " + credential);
    }

    public static Player anonymous(GatewayProcess gateway, String target) {
        return new Player(Client.connect(gateway.port(), target, true));
    }

    public Client client() {
        return client;
    }

    public Player send(String json) {
        client.send(json.replace('\'', '"'));
        return this;
    }

    /// Sends a message with an id of its own and returns its answer.
    public JsonNode ask(String type, String members) {
        String id = "q" + ++ids;
        send(
                "{'type':'"
                        + type
                        + "','id':'"
                        + id
                        + "'"
                        + (members.isEmpty() ? "" : "," + members)
                        + "}");
        return client.json(m -> m.path("id").asText().equals(id));
    }

    public JsonNode await(String type) {
        return client.json(m -> m.path("type").asText().equals(type));
    }

    /// The types of what comes, up to one. What comes up to the first message that is as wanted.
    public List<JsonNode> until(Predicate<JsonNode> wanted) {
        return client.until(m -> wanted.test(Client.parse(m))).stream().map(Client::parse).toList();
    }

    public List<JsonNode> until(String type) {
        return client.until(m -> Client.parse(m).path("type").asText().equals(type)).stream()
                .map(Client::parse)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }

    /// Beyond the number that a topic remembers, events are there while they are new. The next one
    /// makes those leave that are not.
    static void waitUntilEventsAreOld() {
        try {
            Thread.sleep(6000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
