package io.vsgateway.doctor;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the machine has enough files, memory and sockets for what the settings allow.
final class MachineCheck {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+)");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d+) kB");

    /// Open files other than connections.
    private static final long OTHER_FILES = 200;

    /// Megabytes that an idle gateway takes, with some margin.
    private static final long AT_REST = 200;

    private MachineCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        number(LIMITS, OPEN_FILES).ifPresent(limit -> findings.add(files(values, limit)));
        number(MEMORY, AVAILABLE).ifPresent(kilobytes -> findings.add(memory(kilobytes / 1024)));
        findings.add(transport());
        return findings;
    }

    private static Finding files(SettingValues values, long limit) {
        long clients;
        try {
            clients = Long.parseLong(values.get("VS_SESSION_LIMITS_TOTAL", "20000"));
        } catch (NumberFormatException e) {
            clients = 0;
        }
        return limit >= clients + OTHER_FILES
                ? Finding.ok(
                        "%d files may be open: enough for %d clients".formatted(limit, clients))
                : Finding.warn(
                        "%d files may be open: not enough for the %d clients that VS_SESSION_LIMITS_TOTAL allows"
                                .formatted(limit, clients),
                        "ulimit -n %d (systemd: LimitNOFILE), or lower the setting"
                                .formatted(clients + OTHER_FILES));
    }

    private static Finding memory(long megabytes) {
        return megabytes >= AT_REST
                ? Finding.ok(megabytes + " MB of memory are free")
                : Finding.warn(
                        "only " + megabytes + " MB of memory are free",
                        "the gateway wants " + AT_REST + " MB beside the game");
    }

    private static Finding transport() {
        boolean isLinux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        if (Epoll.isAvailable()) {
            return Finding.ok("Linux's own transport (epoll) is used");
        }
        return isLinux
                ? Finding.warn(
                        "Linux's own transport (epoll) is not to be had: "
                                + Epoll.unavailabilityCause(),
                        "the gateway works, with more work for each message; let it write to /tmp")
                : Finding.ok("the transport of the Java runtime is used");
    }

    private static OptionalLong number(Path file, Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.readString(file));
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
