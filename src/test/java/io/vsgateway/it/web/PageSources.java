package io.vsgateway.it.web;

import static java.util.function.Predicate.not;

import io.vsgateway.deploy.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A copy of `src/main/webui` with the libraries that it is built with. Where Node is lacking, or
/// is too old, the test is skipped; see [Tool].
final class PageSources {
    private static final Path SOURCES = Path.of("src", "main", "webui");

    private final Path folder;
    private final String path;

    /// @param folder an empty one, for the copy and, beside it, what is built
    PageSources(Path folder) throws IOException, InterruptedException {
        this.folder = folder.resolve("webui");
        Tool.named("npm");
        Path node = Path.of(Tool.named("node").path());
        this.path = node.getParent() + File.pathSeparator + System.getenv("PATH");
        copy();
        npm("ci", "--prefer-offline");
    }

    private void copy() throws IOException {
        Path installed = SOURCES.resolve("node_modules");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> !file.startsWith(installed))
                            .filter(not(Files::isDirectory))
                            .toList()) {
                Path target = folder.resolve(SOURCES.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// What `npm run build` puts into the resources of the gateway.
    Path built() {
        return folder.resolveSibling("resources").resolve("META-INF").resolve("resources");
    }

    /// Runs npm to its end, which has to be a good one.
    void npm(String... arguments) throws IOException, InterruptedException {
        Process npm = start(Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList());
        npm.getOutputStream().close();
        String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (npm.waitFor() != 0) {
            throw new AssertionError("npm " + String.join(" ", arguments) + ":\n" + output);
        }
    }

    /// A program in the folder of the sources, with the right Node on its path.
    Process start(List<String> command) throws IOException {
        return builder(command).start();
    }

    ProcessBuilder builder(List<String> command) {
        // The path decides which Node npm runs with; which npm is the same on all of it.
        var program = Stream.concat(Stream.of("env", "PATH=" + path), command.stream()).toList();
        return new ProcessBuilder(program).directory(folder.toFile()).redirectErrorStream(true);
    }
}
