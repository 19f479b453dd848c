package io.vsgateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vsgateway.access.Credential;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.RefusalLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// The way in for every WebSocket, before the upgrade. Only what a browser need not understand is
/// refused here, with an HTTP status: a page of a foreign origin, and everyone while the gateway
/// shuts down. A wrong key is left to the endpoint, which accepts the connection and closes it with
/// a code that says why.
///
/// It also gets hold of a connection's channel, which only the platform's internals allow; only
/// this class and [Handshakes] use them.
@ApplicationScoped
public class Gate implements HttpUpgradeCheck {
    private final Sessions sessions;
    private final Origins origins;
    private final TrustedProxies proxies;
    private final RefusalLog refusals;
    private final long maxMessageBytes;

    public Gate(
            Sessions sessions,
            Origins origins,
            TrustedProxies proxies,
            RefusalLog refusals,
            SessionSettings settings) {
        this.sessions = sessions;
        this.origins = origins;
        this.proxies = proxies;
        this.refusals = refusals;
        this.maxMessageBytes = settings.messageMaxBytes().asLongValue();
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        RequestHead head = RequestHead.of(request);
        if (sessions.isDraining()) {
            return CheckResult.rejectUpgrade(503, Map.of("Retry-After", List.of("5")));
        }
        if (!origins.allows(head)) {
            refusals.refused(proxies.clientOf(head), Origins.NOT_ALLOWED, origins.explain(head));
            return CheckResult.rejectUpgrade(403);
        }
        ChannelHandlerContext channel =
                ((ConnectionBase) request.connection()).channelHandlerContext();
        var entrance =
                new Entrance(
                        channel.channel().eventLoop(),
                        FrameGuard.install(channel, maxMessageBytes, leftovers(request)),
                        String.join(",", request.headers().getAll("Sec-WebSocket-Protocol")),
                        Credential.of(head),
                        proxies.clientOf(head));
        context.userData().put(Entrance.KEY, entrance);
        return CheckResult.permitUpgrade();
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
