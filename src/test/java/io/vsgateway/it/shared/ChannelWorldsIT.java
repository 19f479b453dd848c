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

/// Worlds of three gateways where everything fails that can fail without Redis losing anything: for
/// each reader ids rise and none comes twice, one id is one content everywhere, all that was
/// acknowledged is received, and nobody is told a gap.
@ExtendWith(Patience.class)
@Timeout(300)
class ChannelWorldsIT {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.vsgateway.it.shared.SharedWorld#seeds")
    void while_redis_loses_nothing_nobody_is_told_a_gap(long seed) throws Exception {
        try (var world = new SharedWorld(seed, 3, folder)) {
            var readers =
                    world.befall(
                            world::redisIsCutOff,
                            world::redisStandsStill,
                            world::redisIsFull,
                            world::oneIsCutOffFromRedis,
                            world::oneIsKilled,
                            world::oneIsRestarted,
                            world::oneStandsStill);

            assertThat(readers).noneMatch(WanderingReader::wasToldGaps);
        }
    }
}
