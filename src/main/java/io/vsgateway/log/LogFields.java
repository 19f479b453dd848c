package io.vsgateway.log;

import io.vsgateway.access.net.ClientAddress;
import java.util.List;
import org.jboss.logging.MDC;

/// Fields of the log's records for as long as this is open, besides their text: with
/// `VS_LOG_JSON=true` they appear under `mdc`. For one thread.
public final class LogFields implements AutoCloseable {
    private final List<String> names;

    private LogFields(List<String> names) {
        this.names = names;
    }

    /// Who acted, and from where.
    public static LogFields of(String caller, ClientAddress address) {
        MDC.put("caller", caller);
        MDC.put("address", address.toString());
        return new LogFields(List.of("caller", "address"));
    }

    /// Who acted, from where, and over which connection.
    public static LogFields of(String caller, ClientAddress address, String connection) {
        LogFields _ = of(caller, address);
        MDC.put("connection", connection);
        return new LogFields(List.of("caller", "address", "connection"));
    }

    /// Where an unknown caller came from.
    public static LogFields of(ClientAddress address) {
        MDC.put("address", address.toString());
        return new LogFields(List.of("address"));
    }

    @Override
    public void close() {
        names.forEach(MDC::remove);
    }
}
