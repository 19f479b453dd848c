package io.vsgateway.it.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Linux's epoll by Netty's own library, on the JVM and in the native binary. Nothing fails where
/// it is missing, so that its loss would be noticed by nobody.
@EnabledOnOs(OS.LINUX)
class NativeTransportIT {
    private static final String LIBRARY = "netty_transport_native_epoll";

    @Test
    void epoll_is_what_connections_are_served_with() throws IOException {
        try (var gateway = gateway().start();
                var client = Client.admin(gateway)) {
            client.expect("game is ready");

            assertThat(maps(gateway)).contains(LIBRARY);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /// The binary always unpacks it into `/tmp`, which cannot be taken from it here.
    @Test
    @DisabledIfSystemProperty(named = "gateway.binary", matches = ".+")
    void where_its_library_cannot_be_unpacked_it_works_without() throws IOException {
        try (var gateway = gateway().java("-Dio.netty.native.workdir=/dev/null").start();
                var client = Client.admin(gateway)) {
            client.expect("game is ready");
            client.command("/time", "t");

            assertThat(client.receipts("t")).containsExactly("accepted", "written", "confirmed");
            assertThat(maps(gateway)).doesNotContain(LIBRARY);
        }
    }

    private static GatewayProcess.Builder gateway() {
        return GatewayProcess.with().demo("--rate 0 --start-time 10ms --save-time 10ms");
    }

    private static String maps(GatewayProcess gateway) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(gateway.handle().pid()), "maps"));
    }
}
