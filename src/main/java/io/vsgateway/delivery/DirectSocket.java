package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Hands bytes straight to the kernel, past the pipeline and the outbound buffer of a channel,
/// which together cost as much as everything else but the system call. It does so only where the
/// bytes would pass both unchanged: on the native transport, without TLS, and, to keep the order,
/// while nothing waits in the outbound buffer. To be used on the channel's event loop.
final class DirectSocket {
    private DirectSocket() {}

    /// The socket under `wire`; null if bytes written there do not reach a socket unchanged.
    static @Nullable Socket under(ChannelHandlerContext wire) {
        return wire.channel() instanceof UnixChannel channel
                        && channel.fd() instanceof Socket socket
                        && wire.pipeline().get(SslHandler.class) == null
                ? socket
                : null;
    }

    /// Sends as much of `bytes` as the kernel takes; the buffer is not changed.
    ///
    /// @return how many bytes were taken; 0 if something waits already, nothing was taken, or the
    ///   call failed: the usual way then meets the same failure and ends the connection
    static int send(Socket socket, Channel.Unsafe channel, ByteBuf bytes) {
        ChannelOutboundBuffer waiting = channel.outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() != 0 || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return Math.max(
                    0,
                    socket.sendAddress(
                            bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex()));
        } catch (IOException e) {
            return 0;
        }
    }
}
