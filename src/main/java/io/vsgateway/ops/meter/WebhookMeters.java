package io.vsgateway.ops.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// What became of what other programs are told, as metrics.
@ApplicationScoped
public class WebhookMeters {
    private final MeterRegistry registry;

    public WebhookMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(@Observes StartupEvent event, Webhooks webhooks) {
        FunctionCounter.builder("vs.webhook.delivered", webhooks, Webhooks::delivered)
                .description("notices that webhooks took")
                .register(registry);
        FunctionCounter.builder("vs.webhook.lost", webhooks, Webhooks::lost)
                .description("notices that webhooks did not take")
                .register(registry);
    }
}
