package io.vsgateway.bench.channel;

import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.TickOrder;
import io.vsgateway.bench.gateway.OwnGateway;
import io.vsgateway.bench.gateway.ProcessUsage;
import io.vsgateway.bench.socket.ServiceSocket;
import io.vsgateway.bench.socket.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A gateway of its own to be measured, with a back-end that is connected to it, or to another one
/// that shares its order.
final class Bed implements AutoCloseable {
    static final int IN_FLIGHT = 64;

    private static final Pattern CONNECTIONS = Pattern.compile("\"connections\":(\\d+)");

    private final Identities identities;
    private final OwnGateway gateway;

    /// Where the back-end is.
    private final OwnGateway first;

    private final ServiceSocket service;
    private final Consumer<String> progress;
    private final Duration timeout;

    private Bed(
            Identities identities,
            OwnGateway gateway,
            OwnGateway first,
            ServiceSocket service,
            Consumer<String> progress,
            Duration timeout) {
        this.identities = identities;
        this.gateway = gateway;
        this.first = first;
        this.service = service;
        this.progress = progress;
        this.timeout = timeout;
    }

    /// @param consoleLines how many lines the console is to remember
    static Bed make(int consoleLines, Consumer<String> progress, Duration timeout) {
        progress.accept("starting a gateway with the simulated game");
        var identities = new Identities();
        Map<String, String> settings = new HashMap<>(identities.settings());
        settings.put("VS_CONSOLE_BUFFER_LINES", Integer.toString(Math.max(10_000, consoleLines)));
        settings.put("VS_CONSOLE_BUFFER_BYTES", "64M");
        settings.put("VS_CHANNEL_TOPICS_MAX", "200000");
        OwnGateway gateway = OwnGateway.start(settings);
        return make(identities, gateway, gateway, progress, timeout);
    }

    /// Two gateways on one Redis: the back-end is connected to one, and the other is measured.
    static Bed shared(String redis, Consumer<String> progress, Duration timeout) {
        progress.accept("starting two gateways that share a Redis");
        var identities = new Identities();
        Map<String, String> settings = new HashMap<>(identities.settings());
        settings.put("VS_CHANNEL_TOPICS_MAX", "200000");
        settings.put("VS_REDIS_URL", redis);
        settings.put(
                "VS_REDIS_PREFIX",
                "bench-" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        OwnGateway first = OwnGateway.start(settings);
        try {
            return make(identities, OwnGateway.start(settings), first, progress, timeout);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private static Bed make(
            Identities identities,
            OwnGateway gateway,
            OwnGateway first,
            Consumer<String> progress,
            Duration timeout) {
        try {
            Target target = first.target();
            var service =
                    ServiceSocket.open(
                            target, target.request("/ws", identities.serviceHeader()), timeout);
            return new Bed(identities, gateway, first, service, progress, timeout);
        } catch (RuntimeException e) {
            gateway.close();
            first.close();
            throw e;
        }
    }

    Target target() {
        return gateway.target();
    }

    RestPublisher rest() {
        return new RestPublisher(target(), identities.serviceKey(), timeout);
    }

    ServiceSocket service() {
        return service;
    }

    ProcessUsage usage() {
        return ProcessUsage.of(gateway.handle());
    }

    /// That of the gateway where the back-end is.
    ProcessUsage backEndsUsage() {
        return ProcessUsage.of(first.handle());
    }

    /// Players with a token each.
    ///
    /// @param query what each of them asks for
    Crowd players(int count, IntFunction<String> query) {
        return Crowd.following(
                target(), identities.players(target(), count, query), count, progress);
    }

    /// Back-ends that follow all topics of applications: they may fall behind by 10,000 events.
    Crowd backEnds(int count) {
        byte[] request = target().request("/ws?topics=app:*", identities.serviceHeader());
        return Crowd.following(target(), _ -> request, count, progress);
    }

    /// How many connections are known where the back-end is.
    int known() throws IOException {
        Target there = first.target();
        var health =
                URI.create("http://" + there.host() + ":" + there.port() + "/health/websocket");
        try (InputStream answer = health.toURL().openStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            Matcher connections = CONNECTIONS.matcher(text);
            if (!connections.find()) {
                throw new IOException("no number of connections: " + text);
            }
            return Integer.parseInt(connections.group(1));
        }
    }

    /// Has a plan carried out and delivered.
    Measured publish(Crowd crowd, Plan plan) {
        return measure(() ->
                crowd.deliver(
                        plan.lines(),
                        () -> Publisher.begin(service, plan),
                        atMost(plan.publications(), plan.perSecond())));
    }

    /// Has the simulated game write lines.
    Measured write(Crowd crowd, TickOrder order) {
        return measure(() -> crowd.deliver(order, atMost(order.lines(), order.rate())));
    }

    private Measured measure(Supplier<Delivery> round) {
        Duration before = usage().cpu();
        Delivery delivery = round.get();
        return new Measured(delivery, usage().cpu().minus(before));
    }

    /// How long so many take at this rate, with some margin.
    private Duration atMost(int count, int perSecond) {
        return perSecond == 0 ? timeout : timeout.plus(Duration.ofSeconds(count / perSecond));
    }

    @Override
    public void close() {
        service.close();
        gateway.close();
        if (first != gateway) {
            first.close();
        }
    }
}
