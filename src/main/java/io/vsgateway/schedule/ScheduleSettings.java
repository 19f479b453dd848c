package io.vsgateway.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// What is done to the game at set times.
@ConfigMapping(prefix = "vs.schedule")
public interface ScheduleSettings {
    /// Lines as in a crontab, see [Timetable]; default: nothing is done at set times.
    Optional<String> table();

    /// The time zone of these times, such as `Europe/Berlin`; default: the machine's.
    Optional<String> zone();

    /// A command that tells the players of a restart or stop to come, with `{action}` and `{time}`
    /// in it; default: they are not told.
    Optional<String> announce();

    /// How long before a restart or stop they are told.
    @WithDefault("10m,5m,1m,10s")
    List<@DurationMin(seconds = 1) @DurationMax(hours = 24) Duration> countdown();

    /// A command line for the shell, run before a restart or stop; default: none.
    Optional<String> hook();

    /// How long that may take; then the game is stopped all the same.
    @WithDefault("10m")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 24)
    Duration hookWait();
}
