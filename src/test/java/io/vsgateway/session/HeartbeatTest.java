package io.vsgateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vsgateway.access.Lease;
import io.vsgateway.delivery.Turns;
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

    private BareSession client(Lease lease) {
        return BareSession.on(timed.eventLoop(), lease, turns);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void one_that_fails_is_dropped_and_the_heart_beats_on_for_the_others(
            Class<? extends Throwable> kind) {
        var heartbeat = new Heartbeat(timed.eventLoop(), settings);
        BareSession failing =
                client(() -> {
                    if (kind == OutOfMemoryError.class) {
                        throw new OutOfMemoryError("a failure that the test wants");
                    }
                    throw new IllegalStateException("a failure that the test wants");
                });
        var beats = new AtomicInteger();
        BareSession good = client(() -> beats.incrementAndGet() > 0);
        heartbeat.add(failing.session());
        heartbeat.add(good.session());

        for (int beat = 1; beat <= 3; beat++) {
            timed.advanceTimeBy(1, TimeUnit.SECONDS);
            timed.runScheduledPendingTasks();

            assertThat(beats).hasValue(beat);
        }

        assertThat(failing.channel().isOpen()).isFalse();
        assertThat(good.channel().isOpen()).isTrue();
        assertThat(heartbeat.isRunning()).isTrue();
    }
}
