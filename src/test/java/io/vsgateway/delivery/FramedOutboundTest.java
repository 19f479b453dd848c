package io.vsgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whether a client is seen to take nothing.
class FramedOutboundTest {
    private final Socket socket = new Socket();
    private final FramedOutbound outbound =
            new FramedOutbound(
                    socket.pipeline().context("wire"),
                    socket.pipeline().context("wire"),
                    new Traffic());

    /// Takes as many bytes as the test lets it.
    private static final class Socket extends EmbeddedChannel {
        private long mayTake;

        Socket() {
            super(new WebSocket13FrameEncoder(false));
            pipeline().addLast("wire", new ChannelInboundHandlerAdapter());
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) {
            if (mayTake > 0) {
                waiting.removeBytes(mayTake);
                mayTake = 0;
            }
        }

        void take(long bytes) {
            mayTake = bytes;
            flush();
        }
    }

    @BeforeEach
    void fill() {
        outbound.send("x".repeat(200_000));
        outbound.send("y".repeat(1000));
        socket.runPendingTasks();
        assertThat(outbound.takes()).isFalse();
        assertThat(outbound.stalledFor(100)).isZero();
    }

    @AfterEach
    void end() {
        socket.close();
    }

    @Test
    void pings_that_wait_behind_the_rest_are_no_progress() {
        for (int beat = 1; beat <= 5; beat++) {
            outbound.ping();
            outbound.send("a ping for programs");
            socket.runPendingTasks();

            assertThat(outbound.stalledFor(100 + beat)).isEqualTo(beat);
        }
    }

    @Test
    void a_single_byte_that_is_taken_is_progress() {
        assertThat(outbound.stalledFor(101)).isEqualTo(1);

        socket.take(1);

        assertThat(outbound.stalledFor(102)).isZero();
        assertThat(outbound.stalledFor(105)).isEqualTo(3);
    }

    @Test
    void a_message_that_is_taken_while_others_come_is_progress() {
        socket.take(200_010);
        outbound.send("z".repeat(200_010));
        socket.runPendingTasks();

        assertThat(outbound.stalledFor(105)).isZero();
        assertThat(outbound.stalledFor(106)).isEqualTo(1);
    }

    @Test
    void what_is_yet_to_be_flushed_is_nothing_that_a_client_does_not_take() {
        Socket busy = new Socket();
        ChannelHandlerContext wire = busy.pipeline().context("wire");
        var unflushed = new FramedOutbound(wire, wire, new Traffic());
        unflushed.send("x".repeat(200_000));
        assertThat(unflushed.takes()).isFalse();

        assertThat(unflushed.stalledFor(System.nanoTime())).isZero();
        busy.runPendingTasks();
        assertThat(unflushed.stalledFor(100)).isZero();
        assertThat(unflushed.stalledFor(101)).isEqualTo(1);
        busy.close();
    }

    @Test
    void a_client_that_took_enough_is_not_stalled() {
        socket.take(200_010);

        assertThat(outbound.takes()).isTrue();
        assertThat(outbound.stalledFor(105)).isZero();
        assertThat(outbound.stalledFor(106)).isZero();
    }
}
