package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.Authenticator;
import io.vsgateway.access.Role;
import io.vsgateway.access.refusal.Refusal;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.token.JwtVerifier;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.combat.Referee;
import io.vsgateway.channel.world.WorldFamily;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.hub.Hub;
import io.vsgateway.rest.answer.Readings;
import io.vsgateway.roster.Roster;
import io.vsgateway.seal.Seal;
import io.vsgateway.session.Gate;
import io.vsgateway.session.Sessions;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What the gateway does for its clients, as metrics at `/q/metrics`, listed in
/// `src/docs/operations.md`. All are read from counters that the other packages keep, so nothing is
/// measured twice and no hot path knows of metrics.
@ApplicationScoped
public class Meters {
    private static final List<String> RECEIPTS =
            List.of("accepted", "written", "confirmed", "timed_out", "rejected");

    private final MeterRegistry registry;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(
            @Observes StartupEvent event,
            Sessions sessions,
            Gate gate,
            ConsoleBuffer console,
            Commands commands,
            Authenticator authenticator,
            JwtVerifier tokens,
            Sanctions sanctions,
            AuditLog audit,
            Readings readings,
            Hub hub,
            Seal seal,
            Roster roster,
            Channels channels,
            Referee referee,
            WorldFamily world) {
        for (Role role : Role.values()) {
            Gauge.builder("vs.connections", sessions, s -> s.count(role))
                    .description("open WebSocket connections")
                    .tag("role", role.wireName())
                    .register(registry);
        }
        for (CloseCode code : CloseCode.values()) {
            FunctionCounter.builder("vs.closes", sessions, s -> s.closes(code))
                    .description("connections that the gateway closed")
                    .tag("code", Integer.toString(code.code()))
                    .register(registry);
        }
        for (Gate.Refused reason : Gate.Refused.values()) {
            FunctionCounter.builder("vs.handshakes.refused", gate, g -> g.refused(reason))
                    .description("handshakes of WebSockets that were refused")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("vs.session.timers", "event loops whose heartbeat runs", sessions, Sessions::timers);
        counter(
                "vs.sent.bytes",
                "bytes of WebSocket messages sent",
                sessions,
                s -> s.traffic().bytes() + channels.sent().bytes());
        counter("vs.console.lines.in", "lines that the game wrote", console, ConsoleBuffer::lines);
        counter(
                "vs.console.skipped.bytes",
                "output of the game that became no lines",
                console,
                ConsoleBuffer::skippedBytes);
        counter(
                "vs.console.lines.out",
                "lines given to clients",
                sessions,
                s -> s.traffic().entries());
        counter("vs.console.gaps", "gaps told to clients", sessions, s -> s.traffic().gaps());
        counter(
                "vs.console.lines.missed",
                "lines in those gaps",
                sessions,
                s -> s.traffic().missed());
        gauge(
                "vs.console.lag",
                "lines that the slowest reader is behind",
                console,
                c -> c.feed().lag());
        gauge(
                "vs.console.readers",
                "open readers of the console",
                console,
                c -> c.feed().readers());
        gauge(
                "vs.console.waiting",
                "what waits for the next line",
                console,
                c -> c.feed().waiting());
        gauge("vs.console.buffer.bytes", "bytes remembered", console, c -> c.feed().bytes());
        for (String status : RECEIPTS) {
            FunctionCounter.builder("vs.commands", commands, c -> c.count(status))
                    .description("receipts given for commands")
                    .tag("status", status)
                    .register(registry);
        }
        for (Refusal reason : Refusal.values()) {
            FunctionCounter.builder("vs.auth.failures", authenticator, a -> a.refused(reason))
                    .description("callers that were refused")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("vs.jwt.keys", "keys by which tokens are believed", tokens, JwtVerifier::keys);
        counter(
                "vs.jwt.fetches.failed",
                "fetches of an issuer's keys that failed",
                tokens,
                JwtVerifier::failedFetches);
        gauge(
                "vs.sanctions",
                "tokens taken back, bans and mutes that are remembered",
                sanctions,
                Sanctions::count);
        // None by topic or by user, of which there may be thousands.
        gauge("vs.channel.topics", "topics that are there", hub, Hub::count);
        gauge(
                "vs.channel.subscriptions",
                "connections that follow a topic, one for each topic",
                hub,
                Hub::subscriptions);
        gauge("vs.channel.bytes", "bytes that topics remember", hub, Hub::bytes);
        counter(
                "vs.channel.events.in",
                "events that were published",
                channels,
                Channels::published);
        counter(
                "vs.channel.events.refused",
                "events that were not taken",
                channels,
                Channels::refused);
        counter(
                "vs.channel.events.out",
                "events given to clients, once for each",
                channels,
                c -> c.sent().entries());
        counter("vs.channel.gaps", "gaps told to clients", channels, c -> c.sent().gaps());
        gauge("vs.combat.sessions", "fights that are remembered", referee, Referee::count);
        for (ErrorCode code : ErrorCode.values()) {
            FunctionCounter.builder("vs.channel.errors", channels, c -> c.errors().count(code))
                    .description("errors told to clients of the channels")
                    .tag("code", code.label())
                    .register(registry);
        }
        gauge("vs.world.beings", "who is somewhere in the world", world, WorldFamily::count);
        gauge("vs.world.viewers", "who sees a part of it", world, WorldFamily::viewers);
        gauge(
                "vs.roster.connections",
                "connections to the channels of this gateway",
                roster,
                Roster::countLocal);
        gauge("vs.roster.users", "users connected to the channels", roster, Roster::countUsers);
        counter("vs.fanout.order", "entries of the order so far", hub, Hub::end);
        gauge(
                "vs.fanout.reached",
                "1 while the order can be reached",
                hub,
                h -> h.state().isReached() ? 1 : 0);
        gauge(
                "vs.fanout.full",
                "1 while Redis has no room for what is published",
                hub,
                h -> h.state().isFull() ? 1 : 0);
        gauge(
                "vs.fanout.behind.ms",
                "milliseconds since the order was last heard",
                hub,
                h -> h.state().silentMillis());
        gauge(
                "vs.fanout.pending",
                "what waits for its place in the order",
                hub,
                h -> h.state().waiting());
        counter(
                "vs.fanout.refused",
                "what got no place in the order",
                hub,
                h -> h.state().refused());
        counter("vs.fanout.epochs", "how often the order began", hub, h -> h.state().epochs());
        counter(
                "vs.fanout.connects",
                "how often Redis was connected to",
                hub,
                h -> h.state().connects());
        counter(
                "vs.fanout.unreadable",
                "what Redis has and no key here opens",
                seal,
                Seal::unreadable);
        counter("vs.audit.lost", "audit records that could not be written", audit, AuditLog::lost);
        counter(
                "vs.audit.left.out",
                "refusals that were counted and not recorded",
                audit,
                AuditLog::leftOut);
        gauge("vs.reads", "long answers of REST under way", readings, Readings::count);
        counter(
                "vs.reads.refused",
                "long answers of REST that there was no place for",
                readings,
                Readings::refused);
    }

    private <T> void counter(String name, String what, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(what).register(registry);
    }

    private <T> void gauge(String name, String what, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(what).register(registry);
    }
}
