package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Container;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.NeedsNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The gateway as a user who may see little of others' processes and do nothing to them.
@NeedsNamespaces
class OrdinaryUserIT extends GameFamilyContract {
    private final OrdinaryUser user = OrdinaryUser.somebody();

    @Override
    List<String> commandLine() throws IOException {
        user.own(folder);
        var volumes = new ArrayList<>(List.of(GatewayProcess.program()));
        volumes.add(folder);
        // Where the program lies need not be open to everybody; in a container it is.
        return Container.view(volumes, user.command(GatewayProcess.command()));
    }

    @Override
    void look(GatewayProcess gateway, ProcessHandle server) {
        assertThat(owner(gateway.handle())).isEqualTo(user.id());
        assertThat(owner(server)).isEqualTo(user.id());
        assertThat(server.parent()).contains(gateway.handle());
    }

    private static int owner(ProcessHandle process) {
        try {
            return (int) Files.getAttribute(Path.of("/proc/" + process.pid()), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
