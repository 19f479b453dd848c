package io.vsgateway.it.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.Patience;
import io.vsgateway.it.channel.WanderingReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three gateways with one Redis are ended by SIGTERM and started anew, one after the other, while
/// others publish at all of them: their clients come back, to any of them, and have missed nothing.
@ExtendWith(Patience.class)
@Timeout(300)
class RollingRestartIT {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.vsgateway.it.shared.SharedWorld#seeds")
    void nothing_is_lost_and_nobody_is_told_a_gap(long seed) throws Exception {
        try (var world = new SharedWorld(2000 + seed, 3, folder)) {
            var readers = world.befall(world::allAreRestarted);

            assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
            // Wherever it was, it had to go from there.
            assertThat(readers).allMatch(reader -> reader.connections() > 2);
            assertThat(world.complaints()).isEmpty();
        }
    }
}
