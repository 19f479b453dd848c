package io.vsgateway.cli;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.vsgateway.doctor.word.Quotes;
import jakarta.annotation.Priority;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Removes [Quotes] around the whole value of a `VS_…` variable. It comes after the expansion of
/// expressions, which looks up variables too: `quarkus.http.port` is `${vs.http.port:8080}`.
@Priority(Priorities.LIBRARY + 100)
public class UnquotedVariables implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue raw = context.proceed(name);
        if (raw == null || !name.startsWith("vs.") || !LiteralVariables.isVariable(raw)) {
            return raw;
        }
        String value = raw.getValue();
        return value == null ? raw : raw.withValue(Quotes.taken(variable(name), value));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
