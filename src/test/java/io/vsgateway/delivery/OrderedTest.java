package io.vsgateway.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class OrderedTest extends OrderedContract {
    @Override
    OrderedOutbound outbound() {
        ChannelHandlerContext wire = channel.pipeline().context(ChannelInboundHandlerAdapter.class);
        return new Ordered(wire, this::endOfOrder, traffic);
    }

    @Override
    List<String> written() {
        channel.flush();
        var messages = new ArrayList<String>();
        for (ByteBuf frames = channel.readOutbound();
                frames != null;
                frames = channel.readOutbound()) {
            while (frames.isReadable()) {
                frames.skipBytes(1);
                int length = frames.readUnsignedByte();
                messages.add(
                        frames.readCharSequence(
                                        length == 126 ? frames.readUnsignedShort() : length,
                                        StandardCharsets.UTF_8)
                                .toString());
            }
            frames.release();
        }
        return messages;
    }

    @Override
    void takes(boolean anything) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, anything);
    }

    @Override
    void end(OrderedOutbound writer) {
        ((Ordered) writer).end();
    }
}
