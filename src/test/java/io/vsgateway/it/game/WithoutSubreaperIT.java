package io.vsgateway.it.game;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.kernel.ProcessMark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The gateway where the kernel does not let orphans come to it: what its game left is found by the
/// mark in the environment and by the pipes, whoever has become its parent.
class WithoutSubreaperIT extends GameFamilyContract {
    private static final String REFUSAL =
            Path.of("src", "test", "tools", "without-subreaper.pl").toAbsolutePath().toString();

    @Override
    List<String> commandLine() {
        var words = new ArrayList<>(List.of("perl", REFUSAL));
        words.addAll(GatewayProcess.command());
        return words;
    }

    @Override
    void look(GatewayProcess gateway, ProcessHandle server) {
        assertThat(server.parent())
                .isPresent()
                .isNotEqualTo(java.util.Optional.of(gateway.handle()));
    }

    /// Whose child it is, and whether they take note of its end, is not the gateway's.
    @Override
    boolean isGone(long pid) {
        return ProcessMark.of(pid).isEmpty();
    }
}
