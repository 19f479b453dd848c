package io.vsgateway.deploy;

import io.vsgateway.DocTables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The gateway's variables, as `src/docs/configuration.md` has them.
final class Settings {
    private Settings() {}

    static Set<String> names() {
        return DocTables.rows("configuration.md", "").stream()
                .map(List::getFirst)
                .filter(name -> name.startsWith("VS_"))
                .collect(Collectors.toSet());
    }
}
