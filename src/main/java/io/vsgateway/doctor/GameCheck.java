package io.vsgateway.doctor;

import io.vsgateway.ops.CommandLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the game can be run, or its log files followed.
final class GameCheck {
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;

    private GameCheck() {}

    static List<Finding> look(SettingValues values) {
        Optional<String> command = values.get("VS_GAME_COMMAND");
        Optional<String> logs = values.get("VS_GAME_LOG_FILES");
        if (!values.isOn("VS_GAME_ENABLED", true)) {
            return command.or(() -> logs).isPresent()
                    ? List.of(
                            Finding.fail(
                                    "VS_GAME_ENABLED is false, and a game is set",
                                    "take one of them away"))
                    : List.of(Finding.ok("no game, as VS_GAME_ENABLED says"));
        }
        Optional<String> remote = values.get("VS_GAME_REMOTE");
        if (remote.isPresent() && command.or(() -> logs).isPresent()) {
            return List.of(
                    Finding.fail(
                            "VS_GAME_REMOTE shows another gateway's game, and a game is set",
                            "take one of them away"));
        }
        if (remote.isPresent()) {
            return List.of(shared(values, "the game of another gateway is shown: " + remote.get()));
        }
        if (values.get("VS_GAME_NAME").isPresent() && values.get("VS_REDIS_URL").isEmpty()) {
            return List.of(shared(values, ""));
        }
        if (command.isPresent() && logs.isPresent()) {
            return List.of(
                    Finding.fail(
                            "VS_GAME_COMMAND and VS_GAME_LOG_FILES are both set",
                            "set one: the game is either run or followed"));
        }
        if (command.isPresent()) {
            return managed(values, command.get());
        }
        if (logs.isPresent()) {
            return followed(values, logs.get());
        }
        if (values.isOn("VS_GAME_DEMO", true)) {
            return List.of(
                    Finding.warn(
                            "no game is set: a simulated one will be run",
                            "set VS_GAME_COMMAND or VS_GAME_LOG_FILES for a real one"));
        }
        return List.of(
                Finding.fail(
                        "no game is set, and the simulated one is off",
                        "set VS_GAME_COMMAND or VS_GAME_LOG_FILES"));
    }

    private static Finding shared(SettingValues values, String what) {
        return values.get("VS_REDIS_URL").isPresent()
                ? Finding.ok(what)
                : Finding.fail(
                        "games are shared over Redis, and VS_REDIS_URL is not set",
                        "set it, or take VS_GAME_NAME and VS_GAME_REMOTE away");
    }

    private static List<Finding> managed(SettingValues values, String line) {
        List<String> words;
        try {
            words = CommandLine.words(line);
        } catch (IllegalArgumentException e) {
            return List.of(
                    Finding.fail(
                            String.valueOf(e.getMessage()),
                            "mend it: words are split as a shell splits them"));
        }
        var findings = new ArrayList<Finding>();
        Optional<String> folder = values.get("VS_GAME_WORKING_DIR");
        if (folder.isPresent() && !Files.isDirectory(Path.of(folder.get()))) {
            findings.add(
                    Finding.fail(
                            "VS_GAME_WORKING_DIR is no folder: " + folder.get(),
                            "make it, or name the folder of the game"));
        } else if (folder.isPresent() && !Files.isExecutable(Path.of(folder.get()))) {
            findings.add(
                    Finding.fail(
                            "VS_GAME_WORKING_DIR cannot be entered: " + folder.get(),
                            "let this user in: chmod, chown"));
        }
        findings.add(program(values, words.getFirst(), folder.orElse("")));
        fileArgument(words, folder.orElse("")).ifPresent(findings::add);
        return findings;
    }

    /// A name without a slash is searched for in the `PATH`; any other is resolved from the game's
    /// folder, where the process already is when it becomes the program.
    private static Finding program(SettingValues values, String name, String inFolder) {
        Stream<Path> places =
                name.contains("/")
                        ? Stream.of(Path.of(inFolder).resolve(name))
                        : Arrays.stream(
                                        values.environment()
                                                .getOrDefault("PATH", "")
                                                .split(File.pathSeparator))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, name));
        List<Path> found = places.filter(Files::isRegularFile).toList();
        if (found.isEmpty()) {
            return Finding.fail(
                    "the game's program is not there: " + name,
                    "name an existing one in VS_GAME_COMMAND, or install it");
        }
        return found.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> Finding.ok("the game's program is there: " + program))
                .orElseGet(() ->
                        Finding.fail(
                                "the game's program may not be run: " + found.getFirst(),
                                "chmod +x " + found.getFirst()));
    }

    /// `dotnet VintagestoryServer.dll …`: the second word is the game.
    private static Optional<Finding> fileArgument(List<String> words, String folder) {
        if (words.size() < 2 || !words.get(1).matches("(?i).*\\.(dll|jar)")) {
            return Optional.empty();
        }
        Path file = Path.of(folder).resolve(words.get(1));
        return Files.isReadable(file)
                ? Optional.empty()
                : Optional.of(
                        Finding.fail(
                                "the game is not there: " + file.toAbsolutePath(),
                                "give its whole path in VS_GAME_COMMAND, or set VS_GAME_WORKING_DIR"));
    }

    private static List<Finding> followed(SettingValues values, String files) {
        var findings = new ArrayList<Finding>();
        for (String name : files.split(",")) {
            if (!name.isBlank()) {
                findings.add(log(Path.of(name.strip())));
            }
        }
        Optional<String> fifo = values.get("VS_GAME_STDIN_FIFO");
        if (fifo.isPresent()) {
            findings.add(fifo(Path.of(fifo.get())));
        } else {
            findings.add(
                    Finding.warn(
                            "the console is read-only: VS_GAME_STDIN_FIFO is not set",
                            "set it to a named pipe that the game reads, if commands are to be sent"));
        }
        return findings;
    }

    private static Finding log(Path file) {
        if (Files.isDirectory(file)) {
            return Finding.fail(
                    "in VS_GAME_LOG_FILES is a folder: " + file,
                    "name the files in it, one by one");
        }
        if (Files.exists(file)) {
            return Files.isReadable(file)
                    ? Finding.ok("the log file is there: " + file)
                    : Finding.fail(
                            "the log file cannot be read: " + file,
                            "let this user read it: chmod, or a common group");
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder)
                ? Finding.warn(
                        "the log file is not there yet: " + file,
                        "it is waited for; check the name if the game has run before")
                : Finding.fail(
                        "the folder of the log file is not there: " + file,
                        "correct VS_GAME_LOG_FILES, or mount the folder");
    }

    private static Finding fifo(Path pipe) {
        if (!Files.exists(pipe)) {
            return Finding.fail("VS_GAME_STDIN_FIFO is not there: " + pipe, "mkfifo " + pipe);
        }
        try {
            if (!(Files.getAttribute(pipe, "unix:mode") instanceof Integer mode)
                    || (mode & FILE_TYPE) != FIFO) {
                return Finding.fail(
                        "VS_GAME_STDIN_FIFO is no named pipe: " + pipe,
                        "take it away, and mkfifo " + pipe);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warn("VS_GAME_STDIN_FIFO cannot be looked at: " + e, "");
        }
        return Files.isWritable(pipe) && Files.isReadable(pipe)
                ? Finding.ok("the named pipe for commands is there: " + pipe)
                : Finding.fail(
                        "VS_GAME_STDIN_FIFO may not be read and written: " + pipe,
                        "let this user do both: it is held open at both ends");
    }
}
