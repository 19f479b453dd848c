package io.vsgateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vsgateway.access.Credential;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.settings.Live;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.channel.ChannelFrame;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The way in for every WebSocket, before the upgrade. Only what a browser need not understand is
/// refused here, with an HTTP status: a page of a foreign origin, an address that opens connections
/// too fast, and everyone while the gateway shuts down. A wrong key is left to the endpoint, which
/// accepts the connection and closes it with a code that says why.
///
/// It also gets hold of a connection's channel, which only the platform's internals allow; only
/// this class and [Handshakes] use them.
@ApplicationScoped
public class Gate implements HttpUpgradeCheck {
    private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String RATE = "VS_SESSION_LIMITS_OPENS_PER_MINUTE";

    private final Sessions sessions;
    private final Live<Origins> origins;
    private final Live<TrustedProxies> proxies;
    private final RefusalLog refusals;
    private final OpenRates rates;
    private final long maxMessageBytes;
    private final Map<Refused, LongAdder> refused = new ConcurrentHashMap<>();

    /// Why a handshake is refused.
    public enum Refused {
        DRAINING,
        ORIGIN,
        TOO_MANY
    }

    public Gate(
            Sessions sessions,
            Live<Origins> origins,
            Live<TrustedProxies> proxies,
            RefusalLog refusals,
            SessionSettings settings) {
        this.sessions = sessions;
        this.origins = origins;
        this.proxies = proxies;
        this.refusals = refusals;
        this.rates = new OpenRates(settings.limits().opensPerMinute());
        this.maxMessageBytes = settings.messageMaxBytes().asLongValue();
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        RequestHead head = RequestHead.of(request);
        ClientAddress address = proxies.get().clientOf(head);
        if (sessions.isDraining()) {
            return refuse(Refused.DRAINING, 503, retryAfter(5));
        }
        // Before the rate: a foreign page in somebody's browser must not use up what they may.
        Origins allowed = origins.get();
        if (!allowed.allows(head)) {
            refusals.refused(address, Origins.NOT_ALLOWED, allowed.explain(head));
            return refuse(Refused.ORIGIN, 403, Map.of());
        }
        Duration wait = rates.take(address, System.nanoTime());
        if (wait.isPositive()) {
            refusals.refused(address, "it opens connections too fast", RATE);
            return refuse(Refused.TOO_MANY, 429, retryAfter(wait.toSeconds() + 1));
        }
        ChannelHandlerContext channel =
                ((ConnectionBase) request.connection()).channelHandlerContext();
        var entrance =
                new Entrance(
                        channel.channel().eventLoop(),
                        FrameGuard.install(channel, maxMessageBytes, leftovers(request)),
                        String.join(",", request.headers().getAll(SUBPROTOCOLS)),
                        Credential.of(head),
                        address);
        context.userData().put(Entrance.KEY, entrance);
        offerOnlyWhatIsSpoken(request);
        return CheckResult.permitUpgrade();
    }

    /// The platform knows one list of subprotocols for all endpoints: of what the client offers it
    /// must not choose what is spoken at another one.
    private static void offerOnlyWhatIsSpoken(HttpServerRequest request) {
        String other =
                request.path().contains("/console")
                        ? ChannelFrame.SUBPROTOCOL
                        : Format.CONSOLE_JSON_SUBPROTOCOL;
        List<String> offered = request.headers().getAll(SUBPROTOCOLS);
        String spoken =
                offered.stream()
                        .flatMap(header -> Stream.of(header.split(",")))
                        .map(String::strip)
                        .filter(one -> !one.equals(other))
                        .collect(Collectors.joining(","));
        if (spoken.isEmpty()) {
            request.headers().remove(SUBPROTOCOLS);
        } else {
            request.headers().set(SUBPROTOCOLS, spoken);
        }
    }

    private Uni<CheckResult> refuse(Refused reason, int status, Map<String, List<String>> headers) {
        refused.computeIfAbsent(reason, _ -> new LongAdder()).increment();
        return CheckResult.rejectUpgrade(status, headers);
    }

    private static Map<String, List<String>> retryAfter(long seconds) {
        return Map.of("Retry-After", List.of(Long.toString(seconds)));
    }

    /// How many handshakes were refused for this reason.
    public long refused(Refused reason) {
        LongAdder count = refused.get(reason);
        return count == null ? 0 : count.sum();
    }

    /// Drops what the platform would keep of the request as long as the connection lives, though
    /// nobody needs it after the handshake: the headers, twice, which are kilobytes and contain
    /// secrets, and the local data of the request's own context.
    private static Runnable leftovers(HttpServerRequest request) {
        ContextInternal context = ContextInternal.current();
        return () -> {
            request.headers().clear();
            if (context != null && context.isDuplicate()) {
                context.removeLocal(ContextInternal.LOCAL_MAP, AccessMode.CONCURRENT);
            }
        };
    }
}
