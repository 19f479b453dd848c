package io.vsgateway.it.howto;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Script;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A shell that knows `vs-gateway`, as somebody who has installed it has one.
final class Shell {
    private Shell() {}

    static Script run(String commands, Map<String, String> environment) {
        String program =
                GatewayProcess.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        String all = "set -euo pipefail\nvs-gateway() { " + program + " \"$@\"; }\n" + commands;
        return Script.start(environment, List.of("bash", "-c", all));
    }
}
