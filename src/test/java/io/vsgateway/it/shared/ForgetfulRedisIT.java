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

/// Worlds of two gateways whose Redis is killed and comes back with nothing, with what it had saved
/// or with its log, or is emptied: what was acknowledged is received or covered by a gap, and what
/// comes behind it rises, comes once, and is the same for all.
@ExtendWith(Patience.class)
@Timeout(300)
class ForgetfulRedisIT {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.vsgateway.it.shared.SharedWorld#seeds")
    void what_redis_loses_is_told_and_what_follows_is_the_truth(long seed) throws Exception {
        try (var world = new SharedWorld(1000 + seed, 2, folder)) {
            var readers =
                    world.befall(
                            world::redisIsCutOff,
                            world::redisComesBackEmpty,
                            world::redisComesBackAsItWasSaved,
                            world::redisComesBackFromItsLog,
                            world::redisIsEmptied,
                            world::oneIsKilled);

            assertThat(readers).allMatch(WanderingReader::wasToldGaps);
        }
    }
}
