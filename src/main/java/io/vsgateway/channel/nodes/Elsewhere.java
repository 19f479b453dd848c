package io.vsgateway.channel.nodes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to another gateway, as that one tells of it. What it is to do goes there as an
/// order; what it is told besides its topics is its own gateway's business.
final class Elsewhere implements Connection {
    private final String node;
    private final Known known;
    private final Consumer<Order> orders;
    private final Set<TopicName> topics = ConcurrentHashMap.newKeySet(4);

    /// What its gateway tells of it.
    ///
    /// @param channels null if that gateway is of a version that does not tell
    @RegisterForReflection
    record Known(
            String id,
            String userId,
            String displayName,
            String role,
            String endpoint,
            Instant since,
            String metadata,
            @Nullable Set<String> channels) {}

    Elsewhere(String node, Known known, Consumer<Order> orders) {
        this.node = node;
        this.known = known;
        this.orders = orders;
    }

    void enter(TopicName topic) {
        topics.add(topic);
    }

    void exit(TopicName topic) {
        topics.remove(topic);
    }

    Set<TopicName> entered() {
        return topics;
    }

    @Override
    public String id() {
        return known.id();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public String userId() {
        return known.userId();
    }

    @Override
    public String displayName() {
        return known.displayName();
    }

    @Override
    public String role() {
        return known.role();
    }

    @Override
    public String endpoint() {
        return known.endpoint();
    }

    @Override
    public Set<String> channels() {
        Set<String> channels = known.channels();
        return channels == null ? Set.of() : channels;
    }

    @Override
    public Instant since() {
        return known.since();
    }

    @Override
    public String metadata() {
        return known.metadata();
    }

    /// Those in which others see its user.
    @Override
    public List<TopicPattern> topics() {
        return topics.stream().map(TopicPattern::of).toList();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void tell(String message) {}

    @Override
    public boolean offer(List<Bundle> bundles) {
        return true;
    }

    @Override
    public CompletionStage<Boolean> follow(TopicPattern topic) {
        orders.accept(new Order(id(), Order.Action.FOLLOW, topic.text()));
        return CompletableFuture.completedStage(true);
    }

    @Override
    public void judgeAnew() {
        orders.accept(new Order(id(), Order.Action.JUDGE, ""));
    }

    @Override
    public void subscribe(TopicPattern topic) {
        orders.accept(new Order(id(), Order.Action.SUBSCRIBE, topic.text()));
    }

    @Override
    public void unsubscribe(TopicPattern topic, Reason reason) {
        orders.accept(
                new Order(id(), Order.Action.UNSUBSCRIBE, reason.name() + ' ' + topic.text()));
    }

    @Override
    public void disconnect(CloseCode code) {
        orders.accept(new Order(id(), Order.Action.DISCONNECT, code.name()));
    }
}
