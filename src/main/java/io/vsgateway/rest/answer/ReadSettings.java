package io.vsgateway.rest.answer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// What answers of REST that may be long, those of history, download and audit, may take.
@ConfigMapping(prefix = "vs.console.reads")
public interface ReadSettings {
    /// Answers under way for one credential and address.
    @WithDefault("4")
    @Min(1)
    @Max(1000)
    int perCaller();

    /// Answers under way in all.
    @WithDefault("16")
    @Min(1)
    @Max(10000)
    int total();

    /// How long a thread may look for the lines of one answer; an expression that takes longer is
    /// refused.
    @WithDefault("5s")
    @DurationMin(millis = 10)
    @DurationMax(minutes = 5)
    Duration time();
}
