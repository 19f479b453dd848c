package io.vsgateway.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// Watching the console and sending it commands.
@ConfigMapping(prefix = "vs.console")
public interface ConsoleSettings {
    /// Lines of history that a client gets on connect, unless it asks for a different number.
    @WithDefault("100")
    @Min(1)
    @Max(10000)
    int historyLines();

    /// What a caller with the role monitor sees: `none`, or the console `redacted`, with addresses,
    /// player uids and secrets masked. A monitor may never send commands.
    @WithDefault("none")
    MonitorView monitorView();

    /// What monitors see of the console.
    enum MonitorView {
        NONE,
        REDACTED
    }
}
