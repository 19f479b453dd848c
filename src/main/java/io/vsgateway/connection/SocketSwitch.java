package io.vsgateway.connection;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/// Has the framework listen on a Unix domain socket if `VS_HTTP_SOCKET` names one: it has a switch
/// and a name of its own for that.
@Priority(Priorities.LIBRARY + 950)
public class SocketSwitch implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final String SWITCH = "quarkus.http.domain-socket-enabled";
    private static final String NAME = "quarkus.http.domain-socket";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value == null || !(name.equals(SWITCH) || name.equals(NAME))) {
            return value;
        }
        ConfigValue path = context.proceed("vs.http.socket");
        if (path == null || path.getValue() == null || path.getValue().isBlank()) {
            return value;
        }
        return value.withValue(name.equals(SWITCH) ? "true" : path.getValue());
    }
}
