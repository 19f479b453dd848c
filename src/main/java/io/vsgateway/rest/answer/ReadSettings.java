package io.vsgateway.rest.answer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Limits of REST answers that may be long: history, download and audit.
@ConfigMapping(prefix = "vs.console.reads")
public interface ReadSettings {
    /// Concurrent answers for one credential and address.
    @WithDefault("4")
    @Min(1)
    @Max(1000)
    int perCaller();

    /// Concurrent answers in total.
    @WithDefault("16")
    @Min(1)
    @Max(10000)
    int total();

    /// How long a thread may search for the lines of one answer; an expression that takes longer is
    /// refused.
    @WithDefault("5s")
    @DurationMin(millis = 10)
    @DurationMax(minutes = 5)
    Duration time();
}
