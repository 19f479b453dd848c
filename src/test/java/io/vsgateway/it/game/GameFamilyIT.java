package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import java.util.List;

/// The gateway as root or as whoever runs the tests, to which the orphans of its game come.
class GameFamilyIT extends GameFamilyContract {
    @Override
    List<String> commandLine() {
        return GatewayProcess.command();
    }

    @Override
    void look(GatewayProcess gateway, ProcessHandle server) {
        assertThat(server.parent()).contains(gateway.handle());
    }
}
