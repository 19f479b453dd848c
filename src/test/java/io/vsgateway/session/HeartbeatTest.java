package io.vsgateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.config.SmallRyeConfigBuilder;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
    /// Its loop has a clock of the test's.
    private final EmbeddedChannel timed = new EmbeddedChannel();

    private final Turns turns = new Turns();

    private final SessionSettings settings =
            new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(SessionSettings.class)
                    .build()
                    .getConfigMapping(SessionSettings.class);

    @AfterEach
    void end() {
        turns.close();
    }

    private record Client(EmbeddedChannel channel, Session session) {}

    /// @param lease asked at each beat
    private Client client(Lease lease) {
        var channel =
                new EmbeddedChannel(
                        new WebSocket13FrameEncoder(false), new ChannelInboundHandlerAdapter());
        FrameGuard guard = FrameGuard.install(channel.pipeline().lastContext(), 1000, () -> {});
        // Of the platform's only the name is asked for.
        var connection =
                (WebSocketConnection)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {WebSocketConnection.class},
                                (_, _, _) -> "c1");
        var address = new ClientAddress("192.0.2.1");
        var entrance = new Entrance(timed.eventLoop(), guard, "", new Credential.None(), address);
        var traffic = new Traffic();
        var session =
                new Session(
                        connection,
                        entrance,
                        new Caller(new Grant(Role.MONITOR, "key", Proof.KEY, lease), address),
                        Format.TEXT,
                        new FramedOutbound(guard.channel(), guard.wire(), traffic),
                        new Selecting(turns, traffic));
        return new Client(channel, session);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void one_that_fails_is_dropped_and_the_heart_beats_on_for_the_others(
            Class<? extends Throwable> kind) {
        var heartbeat = new Heartbeat(timed.eventLoop(), settings);
        Client failing =
                client(() -> {
                    if (kind == OutOfMemoryError.class) {
                        throw new OutOfMemoryError("a failure that the test wants");
                    }
                    throw new IllegalStateException("a failure that the test wants");
                });
        var beats = new AtomicInteger();
        Client good = client(() -> beats.incrementAndGet() > 0);
        heartbeat.add(failing.session);
        heartbeat.add(good.session);

        for (int beat = 1; beat <= 3; beat++) {
            timed.advanceTimeBy(1, TimeUnit.SECONDS);
            timed.runScheduledPendingTasks();

            assertThat(beats).hasValue(beat);
        }

        assertThat(failing.channel.isOpen()).isFalse();
        assertThat(good.channel.isOpen()).isTrue();
        assertThat(heartbeat.isRunning()).isTrue();
    }
}
