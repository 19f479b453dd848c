package io.vsgateway.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a command line requests. Options are `--name value` or `--name=value`.
sealed interface Invocation {
    record Play(Options options) implements Invocation {}

    record Help(String text) implements Invocation {}

    record Refused(String why) implements Invocation {}

    Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m)");

    enum Option {
        RATE("--rate", "N", "lines of everyday life per second, 0 = silent (0.3)"),
        SEED("--seed", "N", "repeat the life of an earlier run (random)"),
        LANGUAGE("--language", "L", "en, de, ru or zh: joins, leaves, deaths, ready line (en)"),
        START_TIME("--start-time", "D", "how long starting takes, like 500ms or 3s (500ms)"),
        SAVE_TIME("--save-time", "D", "how long saving takes (1s)"),
        DATA_PATH("--data-path", "DIR", "write log files below DIR/Logs (none)"),
        SPLIT_LINES("--split-lines", "N", "lines before a log file is continued in -2 (500000)"),
        PORT("--port", "N", "the port that the ready line names; nothing listens (42420)"),
        COLOR("--color", "", "colour warnings and errors, as on a terminal"),
        OLD_STYLE("--old-style", "", "lines as HH:mm:ss and log files as .txt, as up to 1.19"),
        EXIT_ON_EOF("--exit-on-eof", "", "save and end when stdin or the parent process ends"),
        HELP("--help", "", "this text");

        final String text;
        final String value;
        final String about;

        Option(String text, String value, String about) {
            this.text = text;
            this.value = value;
            this.about = about;
        }

        boolean takesValue() {
            return !value.isEmpty();
        }

        static @Nullable Option named(String name) {
            // The real server spells the first one this way.
            String wanted =
                    switch (name) {
                        case "--dataPath" -> "--data-path";
                        case "-h" -> "--help";
                        default -> name;
                    };
            return Arrays.stream(values())
                    .filter(o -> o.text.equals(wanted))
                    .findAny()
                    .orElse(null);
        }
    }

    static Invocation parse(String... args) {
        var given = new EnumMap<Option, String>(Option.class);
        try {
            for (int i = 0; i < args.length; i++) {
                int equals = args[i].startsWith("--") ? args[i].indexOf('=') : -1;
                String name = equals < 0 ? args[i] : args[i].substring(0, equals);
                Option option = Option.named(name);
                if (option == null) {
                    return new Refused("unknown option '" + args[i] + "'");
                }
                String value = equals < 0 ? "" : args[i].substring(equals + 1);
                if (option.takesValue() && equals < 0) {
                    if (++i == args.length) {
                        return new Refused(name + " needs a value");
                    }
                    value = args[i];
                } else if (!option.takesValue() && equals >= 0) {
                    return new Refused(name + " takes no value");
                }
                given.put(option, value);
            }
            return given.containsKey(Option.HELP) ? new Help(help()) : new Play(options(given));
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Options options(Map<Option, String> given) {
        String dataPath = given.get(Option.DATA_PATH);
        String seed = given.get(Option.SEED);
        return new Options(
                rate(given.getOrDefault(Option.RATE, "0.3")),
                seed == null
                        ? System.nanoTime() & 0xFFFF_FFFFL
                        : number(Option.SEED, seed, Long.MIN_VALUE, Long.MAX_VALUE),
                language(given.getOrDefault(Option.LANGUAGE, "en")),
                duration(Option.START_TIME, given.getOrDefault(Option.START_TIME, "500ms")),
                duration(Option.SAVE_TIME, given.getOrDefault(Option.SAVE_TIME, "1s")),
                dataPath == null ? null : path(dataPath),
                number(
                        Option.SPLIT_LINES,
                        given.getOrDefault(Option.SPLIT_LINES, "500000"),
                        1,
                        Long.MAX_VALUE),
                (int) number(Option.PORT, given.getOrDefault(Option.PORT, "42420"), 1, 65535),
                given.containsKey(Option.COLOR),
                given.containsKey(Option.OLD_STYLE),
                given.containsKey(Option.EXIT_ON_EOF));
    }

    private static long number(Option option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Rejected below, like a number out of bounds.
        }
        String bounds = least == Long.MIN_VALUE ? "" : " from " + least + " to " + most;
        throw new IllegalArgumentException(
                option.text + " wants a whole number" + bounds + ", not '" + text + "'");
    }

    private static double rate(String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate <= 1_000_000) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Rejected below, like a rate out of bounds.
        }
        throw new IllegalArgumentException(
                "--rate wants a number of lines per second from 0 to 1000000, not '" + text + "'");
    }

    private static Duration duration(Option option, String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    option.text + " wants a duration like 500ms, 3s or 1m, not '" + text + "'");
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Language language(String text) {
        for (Language language : Language.values()) {
            if (language.name().toLowerCase(Locale.ROOT).equals(text)) {
                return language;
            }
        }
        throw new IllegalArgumentException("--language wants en, de, ru or zh, not '" + text + "'");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "--data-path wants a directory: " + e.getMessage(), e);
        }
    }

    private static String help() {
        return Arrays.stream(Option.values())
                .map(o -> "  " + pad(o.text + " " + o.value) + o.about + "\n")
                .collect(
                        Collectors.joining(
                                "",
                                """
                                A simulated Vintage Story server: the console of a game, without the game.

                                Options (default in brackets):
                                """,
                                """

                                On its stdin it takes commands: /help, /stop, /demo help (misbehaviour on request).
                                """));
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(1, 20 - text.length()));
    }
}
