package io.vsgateway.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The environment variables that count: those of the file that `VS_ENV_FILE` names, if any, and
/// behind them those of the process.
///
/// systemd may have read the same file, so that the process has its variables as they were at the
/// start. These are the file's: one that is taken out of it is gone. Immutable, any thread.
public final class Variables {
    private static final String FILE = "VS_ENV_FILE";

    private final Map<String, String> ofProcess;
    private final Optional<Path> file;

    private Variables(Map<String, String> ofProcess, Optional<Path> file) {
        this.ofProcess = Map.copyOf(ofProcess);
        this.file = file;
    }

    /// To be called at the start, as long as the file is the one that the start has read.
    ///
    /// @throws io.quarkus.runtime.configuration.ConfigurationException if it cannot be read
    public static Variables of(Map<String, String> process, Optional<Path> file) {
        var own = new HashMap<>(process);
        file.map(EnvironmentFile::read)
                .ifPresent(there -> own.entrySet().removeAll(there.entrySet()));
        return new Variables(own, file);
    }

    /// The same where nothing runs yet: the file is found by the variable of the process.
    ///
    /// @throws io.quarkus.runtime.configuration.ConfigurationException if it cannot be read
    public static Map<String, String> atStart(Map<String, String> process) {
        Optional<Path> file =
                Optional.ofNullable(process.get(FILE))
                        .filter(name -> !name.isBlank())
                        .map(name -> Path.of(name.strip()));
        return of(process, file).now();
    }

    /// The file; empty if there is none, and nothing changes.
    public Optional<Path> file() {
        return file;
    }

    /// As they are now; reads the file.
    ///
    /// @throws io.quarkus.runtime.configuration.ConfigurationException if it cannot be read
    public Map<String, String> now() {
        var all = new HashMap<>(ofProcess);
        file.map(EnvironmentFile::read).ifPresent(all::putAll);
        return all;
    }
}
