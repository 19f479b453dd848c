package io.vsgateway.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import org.jspecify.annotations.Nullable;

/// Puts a [TcpGuard] into every accepted connection, through Netty's own extension point, which
/// finds this class as a service. In dev mode and in tests within one process Netty does not see
/// the program's services, and there are no limits.
public final class TcpHook extends ChannelInitializerExtension {
    private static volatile @Nullable Connections connections;

    /// From now on `counted` counts connections. To be called before anything listens.
    public static void install(Connections counted) {
        connections = counted;
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel channel) {
        Connections counted = connections;
        if (counted != null) {
            counted.listener(channel);
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        Connections counted = connections;
        if (counted != null) {
            counted.accepted();
            channel.closeFuture().addListener(_ -> counted.closed());
            channel.pipeline().addFirst(new TcpGuard(counted));
        }
    }
}
