package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which gateway this is, as a metric that is always 1.
@ApplicationScoped
public class BuildMeters {
    /// Read once: a native binary has no manifest to read it from and keeps what the build saw.
    private static final @Nullable String VERSION =
            BuildMeters.class.getPackage().getImplementationVersion();

    private final MeterRegistry registry;

    public BuildMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(@Observes StartupEvent event) {
        Gauge.builder("vs.build.info", () -> 1)
                .description("the gateway's version and form")
                .tag("version", Objects.requireNonNullElse(VERSION, "development"))
                .tag("form", ImageMode.current() == ImageMode.JVM ? "jvm" : "native")
                .register(registry);
    }
}
