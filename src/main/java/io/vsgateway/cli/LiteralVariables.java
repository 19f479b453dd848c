package io.vsgateway.cli;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import io.vsgateway.doctor.Quotes;
import io.vsgateway.doctor.SettingValues;
import jakarta.annotation.Priority;

/// Takes the values of `VS_…` environment variables as they are. In the files of the configuration
/// `${…}` stands for another setting and `$$` for a dollar sign; in a variable that would spoil
/// passwords, regular expressions and command lines, and the shell has its own way for it. Only
/// [Quotes] around the whole are taken away.
@Priority(Priorities.LIBRARY + 900)
public class LiteralVariables implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (name.startsWith("vs.")) {
            ConfigValue raw = Expressions.withoutExpansion(() -> context.proceed(name));
            if (raw != null && isVariable(raw)) {
                String value = raw.getValue();
                return value == null
                        ? raw
                        : raw.withValue(Quotes.taken(SettingValues.variable(name), value));
            }
        }
        return context.proceed(name);
    }

    private static boolean isVariable(ConfigValue value) {
        String source = value.getConfigSourceName();
        return source != null && source.startsWith("EnvConfigSource");
    }
}
