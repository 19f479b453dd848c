package io.vsgateway.ops;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How to start the simulated game as a process of its own: with this same program.
final class DemoCommand {
    private DemoCommand() {}

    static List<String> words() {
        var words = new ArrayList<>(isNative() ? List.of(ownProgram(), "demo") : java());
        // It must not outlive a gateway that is killed, as nobody would look for it.
        words.add("--exit-on-eof");
        return List.copyOf(words);
    }

    private static boolean isNative() {
        return System.getProperty("org.graalvm.nativeimage.imagecode") != null;
    }

    private static String ownProgram() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new ConfigurationException("VS_GAME_COMMAND must be set here"));
    }

    /// A small Java machine: the game prints only a line now and then.
    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                ownClasses().toString(),
                "io.vsgateway.demo.DemoServer");
    }

    private static Path ownClasses() {
        CodeSource source = DemoCommand.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(Optional.ofNullable(source).orElseThrow().getLocation().toURI());
        } catch (URISyntaxException | RuntimeException e) {
            throw new ConfigurationException("VS_GAME_COMMAND must be set here: " + e);
        }
    }
}
