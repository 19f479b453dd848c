package io.vsgateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The heap of a gateway that is a Java program; of the native binary nothing is known.
public final class Heap {
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Heap() {}

    public static boolean isKnown() {
        return System.getProperty("gateway.binary", "").isEmpty();
    }

    /// Collects what is garbage there.
    public static void collect(GatewayProcess gateway) throws IOException, InterruptedException {
        if (isKnown()) {
            jcmd(gateway, "GC.run");
        }
    }

    /// What is alive there, in KiB; 0 if that is not known.
    public static long liveKib(GatewayProcess gateway) throws IOException, InterruptedException {
        if (!isKnown()) {
            return 0;
        }
        collect(gateway);
        String said = jcmd(gateway, "GC.heap_info");
        long used =
                USED.matcher(said)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum();
        assertThat(used).as(said).isPositive();
        return used;
    }

    private static String jcmd(GatewayProcess gateway, String command)
            throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process =
                new ProcessBuilder(jcmd, Long.toString(gateway.handle().pid()), command)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
