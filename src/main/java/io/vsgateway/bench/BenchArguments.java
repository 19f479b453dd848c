package io.vsgateway.bench;

import io.vsgateway.wire.Format;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the arguments of `bench` ask for. Options are `--name value` or `--name=value`.
sealed interface BenchArguments {
    record Run(BenchOptions options) implements BenchArguments {}

    record Help(String text) implements BenchArguments {}

    record Refused(String why) implements BenchArguments {}

    int MOST_CLIENTS = 60_000;
    int MOST_LINES = 100_000_000;
    int BURST_LINES = 100_000;
    Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|)");

    enum Option {
        CLIENTS("--clients", "N", "1000", "connections that watch the console"),
        RATE("--rate", "N", "100", "lines per second; 0 = burst, as fast as the game goes"),
        DURATION("--duration", "D", "10s", "how long, such as 500ms, 10s, 2m (not in a burst)"),
        LINES("--lines", "N", "", "or how many lines (rate x duration; 100000 in a burst)"),
        WARMUP(
                "--warmup",
                "N",
                "",
                "lines before the measurement (a quarter of them); 0 = cold, connecting too"),
        SIZE("--size", "N", "100", "bytes of a line; one is never shorter than about 85"),
        SLOW("--slow", "K", "0", "of the clients do not read until the others are done"),
        COMMANDS("--commands", "N", "0", "also measure N commands, one after another"),
        IDLE("--idle", "", "", "only connect, and hold for the duration"),
        IN_FLIGHT("--in-flight", "N", "64", "handshakes under way at the same time"),
        CONNECT_RATE("--connect-rate", "N", "0", "connections begun per second; 0 = no limit"),
        FORMAT("--format", "F", "text", "of the messages: text or json"),
        OUTPUT("--output", "F", "table", "of the result: table or json"),
        TIMEOUT("--timeout", "D", "60s", "longest wait beyond the planned time"),
        URL("--url", "URL", "", "measure this gateway, ws://host:port, with VS_API_KEY_ADMIN"),
        PID("--pid", "N", "", "of that gateway, if it runs here: show its CPU and memory as well"),
        HELP("--help", "", "", "this text");

        final String text;
        final String value;
        final String preset;
        final String about;

        Option(String text, String value, String preset, String about) {
            this.text = text;
            this.value = value;
            this.preset = preset;
            this.about = about;
        }

        static @Nullable Option named(String name) {
            return Arrays.stream(values()).filter(o -> o.text.equals(name)).findAny().orElse(null);
        }
    }

    static BenchArguments parse(String... args) {
        var given = new EnumMap<Option, String>(Option.class);
        try {
            for (int i = 0; i < args.length; i++) {
                int equals = args[i].startsWith("--") ? args[i].indexOf('=') : -1;
                String name = equals < 0 ? args[i] : args[i].substring(0, equals);
                Option option = Option.named(name);
                if (option == null) {
                    return new Refused("unknown option '" + name + "'");
                }
                boolean takesValue = !option.value.isEmpty();
                if (takesValue && equals < 0 && i + 1 == args.length) {
                    return new Refused(name + " needs a value");
                }
                if (!takesValue && equals >= 0) {
                    return new Refused(name + " takes no value");
                }
                String value = equals < 0 ? "" : args[i].substring(equals + 1);
                given.put(option, takesValue && equals < 0 ? args[++i] : value);
            }
            return given.containsKey(Option.HELP) ? new Help(help()) : new Run(options(given));
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static BenchOptions options(Map<Option, String> given) {
        int clients = number(given, Option.CLIENTS, 1, MOST_CLIENTS);
        int rate = number(given, Option.RATE, 0, 1_000_000);
        int slow = number(given, Option.SLOW, 0, MOST_CLIENTS);
        Duration duration = duration(given, Option.DURATION);
        boolean idle = given.containsKey(Option.IDLE);
        if (given.containsKey(Option.PID) && !given.containsKey(Option.URL)) {
            throw new IllegalArgumentException("--pid goes with --url");
        }
        if (slow >= clients) {
            throw new IllegalArgumentException("--slow must be less than --clients");
        }
        if (given.containsKey(Option.DURATION)
                && (given.containsKey(Option.LINES) || rate == 0 && !idle)) {
            throw new IllegalArgumentException(
                    "--duration cannot be had with --lines or with --rate 0");
        }
        int lines = idle ? 0 : lines(given, rate, duration);
        return new BenchOptions(
                clients,
                rate,
                lines,
                given.containsKey(Option.WARMUP)
                        ? number(given, Option.WARMUP, 0, MOST_LINES)
                        : Math.max(1, lines / 4),
                number(given, Option.SIZE, 1, 65_000),
                slow,
                number(given, Option.COMMANDS, 0, 1_000_000),
                idle ? duration : null,
                number(given, Option.IN_FLIGHT, 1, MOST_CLIENTS),
                number(given, Option.CONNECT_RATE, 0, 1_000_000),
                choice(given, Option.FORMAT, "text", "json").equals("json")
                        ? Format.JSON
                        : Format.TEXT,
                choice(given, Option.OUTPUT, "table", "json").equals("json"),
                duration(given, Option.TIMEOUT),
                given.get(Option.URL),
                given.containsKey(Option.PID)
                        ? number(given, Option.PID, 1, Integer.MAX_VALUE)
                        : null);
    }

    private static int lines(Map<Option, String> given, int rate, Duration duration) {
        if (given.containsKey(Option.LINES)) {
            return number(given, Option.LINES, 1, MOST_LINES);
        }
        long planned = rate == 0 ? BURST_LINES : Math.max(1, rate * duration.toMillis() / 1000);
        if (planned > MOST_LINES) {
            throw new IllegalArgumentException(
                    "--rate for --duration is more than " + MOST_LINES + " lines");
        }
        return (int) planned;
    }

    private static String value(Map<Option, String> given, Option option) {
        return given.getOrDefault(option, option.preset);
    }

    private static int number(Map<Option, String> given, Option option, int least, int most) {
        String text = value(given, option);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a number out of bounds.
        }
        throw new IllegalArgumentException(
                option.text
                        + " wants a whole number from "
                        + least
                        + " to "
                        + most
                        + ", not '"
                        + text
                        + "'");
    }

    private static Duration duration(Map<Option, String> given, Option option) {
        String text = value(given, option);
        var match = DURATION.matcher(text);
        if (match.matches()) {
            long amount = Long.parseLong(match.group(1));
            Duration duration =
                    switch (match.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofSeconds(amount);
                    };
            if (duration.isPositive() && duration.compareTo(Duration.ofHours(1)) <= 0) {
                return duration;
            }
        }
        throw new IllegalArgumentException(
                option.text
                        + " wants a time like 500ms, 10s or 2m, at most 60m, not '"
                        + text
                        + "'");
    }

    private static String choice(
            Map<Option, String> given, Option option, String one, String other) {
        String text = value(given, option);
        if (text.equals(one) || text.equals(other)) {
            return text;
        }
        throw new IllegalArgumentException(
                option.text + " wants " + one + " or " + other + ", not '" + text + "'");
    }

    private static String help() {
        return Arrays.stream(Option.values())
                .map(o ->
                        "  %-18s %s%s%n"
                                .formatted(
                                        o.text + " " + o.value,
                                        o.about,
                                        o.preset.isEmpty() ? "" : " (" + o.preset + ")"))
                .collect(
                        Collectors.joining(
                                "",
                                """
                                Usage: vs-gateway bench [options]

                                Measures a gateway with the simulated game: how fast lines come to many clients,
                                how old they are then, and what it costs. Starts a gateway for that on a free
                                loopback port and ends it again, unless it is given the --url of one that runs.

                                Options (default in brackets):
                                """,
                                """

                                Exit codes: 0 all came; 1 not in time, or it could not be measured; 2 a wrong
                                option; 3 order was broken, or lines are missing of which no gap told.
                                """));
    }
}
