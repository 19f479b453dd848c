package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What processes of one container of a pod see, by the means of the kernel alone: PID, mount, IPC
/// and UTS namespaces for each process that is started in it, one network namespace for all of
/// them, a read-only system, and of the folders for temporary files only those that it is given.
/// From here it is reached at [#address]. It needs root; see [NeedsNamespaces].
public record Container(String name, String address, List<Path> volumes) implements AutoCloseable {
    private static final String SCRIPT =
            Path.of("src", "test", "sidecar", "container.sh").toAbsolutePath().toString();

    /// The volumes are visible in it at the same place as here, and may be written to.
    public static Container with(Path... volumes) {
        int number = ThreadLocalRandom.current().nextInt(1 << 15);
        String name = "vsgw%x".formatted(number);
        // A network of four addresses out of those that are kept for tests of networks (RFC 2544).
        String network = "198.%d.%d.".formatted(18 + (number >> 14), number >> 6 & 0xff);
        int first = (number & 0x3f) << 2;
        var container = new Container(name, network + (first + 2), List.of(volumes));
        run("ip netns add " + name);
        try {
            run("ip link add %s type veth peer name eth0 netns %s".formatted(name, name));
            run("ip address add %s%d/30 dev %s".formatted(network, first + 1, name));
            run("ip link set %s up".formatted(name));
            run("ip -n %s address add %s/30 dev eth0".formatted(name, container.address));
            run("ip -n %s link set eth0 up".formatted(name));
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
        return container;
    }

    /// The command, to be run in here. It is the first process of its PID namespace, and the only
    /// child of the process that this starts, with which it is killed.
    public List<String> command(List<String> command) {
        var words = new ArrayList<>(List.of("ip", "netns", "exec", name, "unshare"));
        words.addAll(List.of("--fork", "--kill-child", "--pid", "--mount-proc"));
        words.addAll(List.of("--ipc", "--uts"));
        words.addAll(view(volumes, command));
        return words;
    }

    /// The command, to be run as a process of this machine that sees the files of a container with
    /// these volumes.
    public static List<String> view(List<Path> volumes, List<String> command) {
        var words = new ArrayList<>(List.of("unshare", "--mount", "sh", SCRIPT));
        volumes.forEach(volume -> words.add(volume.toString()));
        words.add("--");
        words.addAll(command);
        return words;
    }

    /// Takes the network away. The processes are ended by those who started them.
    @Override
    public void close() {
        run("ip netns delete " + name);
    }

    private static void run(String command) {
        try {
            Process process =
                    new ProcessBuilder(Arrays.asList(command.split(" ")))
                            .redirectErrorStream(true)
                            .start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        command + ": " + new String(output, StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
