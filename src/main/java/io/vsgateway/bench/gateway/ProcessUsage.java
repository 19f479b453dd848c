package io.vsgateway.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process has used so far; memory is known only on Linux, and 0 elsewhere.
///
/// @param cpu of all its threads, without its children
/// @param rssKb its resident memory, in KiB
/// @param peakRssKb its highest resident memory so far, in KiB
public record ProcessUsage(Duration cpu, long rssKb, long peakRssKb) {
    public static ProcessUsage of(ProcessHandle process) {
        Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        String status;
        try {
            status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (IOException _) {
            status = "";
        }
        return new ProcessUsage(cpu, field(status, "VmRSS:"), field(status, "VmHWM:"));
    }

    private static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
