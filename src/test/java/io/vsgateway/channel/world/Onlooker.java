package io.vsgateway.channel.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A client of the world that believes what it is told, and nothing else.
final class Onlooker implements Connection {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String id;
    private final String userId;

    /// Who it thinks is in sight, by id, with their places.
    final TreeMap<String, String> seen = new TreeMap<>();

    final List<JsonNode> told = new ArrayList<>();
    final List<String> topics = new ArrayList<>();
    boolean isStalled;
    boolean isBroken;

    Onlooker(String id, String userId) {
        this.id = id;
        this.userId = userId;
    }

    @Override
    public boolean offer(List<Bundle> bundles) {
        if (isBroken) {
            throw new IllegalStateException("closed");
        }
        if (isStalled) {
            return false;
        }
        bundles.forEach(bundle -> bundle.messages().forEach(this::take));
        return true;
    }

    private void take(String message) {
        JsonNode json = parse(message);
        told.add(json);
        switch (json.path("type").asText()) {
            case "world_snapshot" -> {
                if (json.path("first").asBoolean()) {
                    seen.clear();
                }
                json.path("players").forEach(this::see);
            }
            case "player_nearby" -> {
                if (seen.containsKey(json.path("user_id").asText())) {
                    throw new AssertionError("was in sight before: " + message);
                }
                see(json);
            }
            case "player_movement" -> {
                if (!seen.containsKey(json.path("user_id").asText())) {
                    throw new AssertionError("was not in sight: " + message);
                }
                see(json);
            }
            case "player_away" -> {
                if (seen.remove(json.path("user_id").asText()) == null) {
                    throw new AssertionError("was not in sight: " + message);
                }
            }
            default -> throw new AssertionError(message);
        }
    }

    private void see(JsonNode who) {
        seen.put(who.path("user_id").asText(), at(who));
    }

    private static String at(JsonNode who) {
        return who.path("zone").asText() + ' ' + who.path("x") + ' ' + who.path("y");
    }

    private static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (java.io.IOException e) {
            throw new AssertionError(message, e);
        }
    }

    @Override
    public void tell(String message) {
        told.add(parse(message));
    }

    @Override
    public void subscribe(TopicPattern topic) {
        topics.add(topic.text());
    }

    @Override
    public void unsubscribe(TopicPattern topic) {
        topics.remove(topic.text());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String userId() {
        return userId;
    }

    @Override
    public String displayName() {
        return userId;
    }

    @Override
    public String role() {
        return "player";
    }

    @Override
    public String endpoint() {
        return "world";
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public String metadata() {
        return "{}";
    }

    @Override
    public List<TopicPattern> topics() {
        return topics.stream().flatMap(one -> TopicPattern.parse(one).stream()).toList();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public CompletionStage<Boolean> follow(TopicPattern topic) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public void judgeAnew() {}

    @Override
    public void disconnect(CloseCode code) {}
}
