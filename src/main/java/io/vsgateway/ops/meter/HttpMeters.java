package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Requests over HTTP that were answered, by what they were for and how the answer began, and how
/// long they took. The framework's own meters of HTTP would come with some for each connection,
/// whose memory there is not. Handshakes of WebSockets are not among them.
///
/// It runs on the event loops, and any of them may count.
@ApplicationScoped
public class HttpMeters {
    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final int CLASSES = 5;

    private final MeterRegistry registry;
    private final Map<Area, Answers> areas = new EnumMap<>(Area.class);

    public HttpMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Area area : Area.values()) {
            areas.put(area, new Answers());
        }
    }

    /// What a request is for; the path itself may be anything.
    enum Area {
        API,
        HEALTH,
        METRICS,
        PAGE;

        static Area of(String path) {
            if (path.startsWith("/q/health")) {
                return HEALTH;
            }
            if (path.startsWith("/q/metrics")) {
                return METRICS;
            }
            boolean isFile = path.indexOf('/', 1) < 0 && path.indexOf('.') > 0;
            return path.equals("/") || isFile || path.startsWith("/assets/") ? PAGE : API;
        }
    }

    /// @param nanos the time that all answers together took
    private record Answers(List<LongAdder> byClass, LongAdder nanos) {
        Answers() {
            this(Stream.generate(LongAdder::new).limit(CLASSES).toList(), new LongAdder());
        }

        void add(int status, long took) {
            byClass.get(Math.clamp(status / 100, 1, CLASSES) - 1).increment();
            nanos.add(took);
        }
    }

    void bind(@Observes StartupEvent event) {
        areas.forEach((area, answers) -> {
            String label = area.name().toLowerCase(Locale.ROOT);
            for (int i = 0; i < CLASSES; i++) {
                FunctionCounter.builder("vs.http.requests", answers.byClass.get(i), LongAdder::sum)
                        .description("requests that were answered")
                        .tag("area", label)
                        .tag("status", (i + 1) + "xx")
                        .register(registry);
            }
            FunctionCounter.builder(
                            "vs.http.request.seconds", answers.nanos, nanos -> nanos.sum() / 1e9)
                    .description("from the head of a request to the end of its answer")
                    .tag("area", label)
                    .register(registry);
        });
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, BEFORE_ALL_OTHERS);
    }

    private void count(RoutingContext request) {
        if (!request.request().headers().contains(HttpHeaders.UPGRADE)) {
            Area area = Area.of(request.normalizedPath());
            Answers answers = Objects.requireNonNull(areas.get(area));
            long began = System.nanoTime();
            request.addEndHandler(_ ->
                    answers.add(request.response().getStatusCode(), System.nanoTime() - began));
        }
        request.next();
    }
}
