package io.vsgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a gateway holds of the machine now, as Linux says.
///
/// @param cpuSeconds that it has used so far
public record Usage(long rssKib, long threads, long files, double cpuSeconds) {
    public static Usage of(GatewayProcess gateway) throws IOException {
        Path process = Path.of("/proc", Long.toString(gateway.handle().pid()));
        String status = Files.readString(process.resolve("status"));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Usage(
                    field(status, "VmRSS:"),
                    field(status, "Threads:"),
                    files.count(),
                    gateway.handle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
        }
    }

    private static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
