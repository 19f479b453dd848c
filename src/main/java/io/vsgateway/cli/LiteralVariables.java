package io.vsgateway.cli;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/// Takes the values of `VS_…` environment variables literally. In the configuration files, `${…}`
/// stands for another setting and `$$` for a dollar sign; in a variable that would spoil passwords,
/// regular expressions and command lines, and the shell has its own way for it.
@Priority(Priorities.LIBRARY + 900)
public class LiteralVariables implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (name.startsWith("vs.")) {
            ConfigValue raw = Expressions.withoutExpansion(() -> context.proceed(name));
            if (raw != null && isVariable(raw)) {
                return raw;
            }
        }
        return context.proceed(name);
    }

    static boolean isVariable(ConfigValue value) {
        String source = value.getConfigSourceName();
        return source != null && source.startsWith("EnvConfigSource");
    }
}
