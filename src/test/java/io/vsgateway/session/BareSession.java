package io.vsgateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.delivery.FramedOutbound;
import io.vsgateway.delivery.Selecting;
import io.vsgateway.delivery.Traffic;
import io.vsgateway.delivery.Turns;
import io.vsgateway.wire.Format;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A session on a channel without a network. Nobody has been let in by it yet.
record BareSession(EmbeddedChannel channel, Session session) {
    private static final int HEADER = 2;

    /// @param lease asked at each beat
    static BareSession on(EventLoop loop, Lease lease, Turns turns) {
        var channel =
                new EmbeddedChannel(
                        new WebSocket13FrameEncoder(false), new ChannelInboundHandlerAdapter());
        FrameGuard guard = FrameGuard.install(channel.pipeline().lastContext(), 1000, () -> {});
        // Of the platform's only the name is asked for.
        var connection =
                (WebSocketConnection)
                        Proxy.newProxyInstance(
                                BareSession.class.getClassLoader(),
                                new Class<?>[] {WebSocketConnection.class},
                                (_, _, _) -> "c1");
        var address = new ClientAddress("192.0.2.1");
        var entrance = new Entrance(loop, guard, "", new Credential.None(), address);
        var traffic = new Traffic();
        var session =
                new Session(
                        connection,
                        entrance,
                        new Caller(new Grant(Role.MONITOR, "key", Proof.KEY, lease), address),
                        Format.TEXT,
                        new FramedOutbound(guard.channel(), guard.wire(), traffic),
                        new Selecting(turns, traffic));
        return new BareSession(channel, session);
    }

    /// The messages that the client got since the last call, each shorter than 126 bytes.
    List<String> messages() {
        channel.runPendingTasks();
        var messages = new ArrayList<String>();
        for (ByteBuf all = channel.readOutbound(); all != null; all = channel.readOutbound()) {
            while (all.isReadable()) {
                int length = all.skipBytes(HEADER - 1).readByte();
                messages.add(all.readCharSequence(length, StandardCharsets.UTF_8).toString());
            }
            all.release();
        }
        return messages;
    }
}
