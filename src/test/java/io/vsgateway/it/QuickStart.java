package io.vsgateway.it;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Java as the tests run it some hundred times: with the collector and the compiler of
/// `docker/jvm.options`, and with an archive of the classes that a gateway loads, which is made
/// once for each build. A start then takes a third of the time.
final class QuickStart {
    private static final List<String> AS_DEPLOYED =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final int PATIENCE_SECONDS = 60;

    private QuickStart() {}

    /// The options for a Java machine that runs this jar.
    static synchronized List<String> options(Path jar) {
        var options = new ArrayList<>(AS_DEPLOYED);
        Path archive = jar.getParent().resolveSibling("tests.jsa");
        Path lock = archive.resolveSibling("tests.jsa.lock");
        // Tests run in several processes: the first makes it.
        try (var file = FileChannel.open(lock, CREATE, WRITE);
                var _ = file.lock()) {
            if (isOlder(archive, jar)) {
                make(archive, jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // A machine that cannot use it, such as one of another version, goes without, and silently.
        options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
        return options;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static boolean isOlder(Path archive, Path jar) throws IOException {
        return !Files.exists(archive)
                || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0;
    }

    private static void make(Path archive, Path jar) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(java()));
        command.addAll(AS_DEPLOYED);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"));
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().put("VS_HTTP_PORT", "0");
        builder.environment().put("VS_API_KEY_ADMIN", GatewayProcess.ADMIN);
        builder.environment().put("VS_DATA_DIR", Scratch.folder("vs-gateway-it").toString());
        builder.environment().put("VS_GAME_DIALECT", "plain");
        builder.environment().put("VS_GAME_COMMAND", "sh -c 'read -r stop'");
        Process gateway = builder.redirectErrorStream(true).start();
        try (BufferedReader output = gateway.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.contains("listens on")) {
                    // The process itself would close what it writes to.
                    gateway.toHandle().destroy();
                }
            }
            if (!gateway.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw new IllegalStateException("no archive of classes was made: " + command);
            }
        } finally {
            gateway.destroyForcibly();
        }
    }
}
