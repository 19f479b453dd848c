package io.vsgateway.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be done, and when: the lines of `VS_SCHEDULE_TABLE`, which are separated by line
/// breaks or `;`. A line is a cron expression of five fields (minute, hour, day of the month,
/// month, day of the week) and behind it `restart`, `stop`, `start` or `send` with a command. Lines
/// that begin with `#` are left out.
///
/// A time that a day does not have, when clocks are set forward, is left out on it; one that it has
/// twice, when they are set back, is taken once, unless the hour of the expression is `*`.
///
/// @param entries in the order of the lines
public record Timetable(List<Entry> entries, ZoneId zone) {
    private static final String TABLE = "VS_SCHEDULE_TABLE";
    private static final int FIELDS = 5;
    private static final int MOST_ENTRIES = 100;

    public Timetable {
        entries = List.copyOf(entries);
    }

    /// One line.
    ///
    /// @param cron the expression as it was written
    public record Entry(String cron, Action action, ExecutionTime times) {
        /// The next time after that one; empty if there is none any more.
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return times.nextExecution(ZonedDateTime.ofInstant(after, zone))
                    .map(ZonedDateTime::toInstant);
        }

        /// Its line.
        @Override
        public String toString() {
            String what = cron + " " + action.label();
            return action instanceof Action.Send(String command) ? what + " " + command : what;
        }
    }

    /// @param table lines; empty for none
    /// @param zoneName the time zone; empty for the machine's
    /// @throws IllegalArgumentException with a text for the operator that names the variable
    public static Timetable of(Optional<String> table, Optional<String> zoneName) {
        ZoneId zone = zone(zoneName);
        var entries = new ArrayList<Entry>();
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        lines(table).forEach(line -> entries.add(entry(line, parser, zone)));
        if (entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "%s has %d lines: %d at most".formatted(TABLE, entries.size(), MOST_ENTRIES));
        }
        return new Timetable(entries, zone);
    }

    private static ZoneId zone(Optional<String> name) {
        try {
            return name.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "VS_SCHEDULE_ZONE is no time zone such as Europe/Berlin or UTC: "
                            + name.orElse(""),
                    e);
        }
    }

    private static Stream<String> lines(Optional<String> table) {
        return Stream.of(table.orElse("").split("[;\r\n]"))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static Entry entry(String line, CronParser parser, ZoneId zone) {
        String[] words = line.split("\\s+", FIELDS + 2);
        if (words.length <= FIELDS) {
            throw wrong(
                    line,
                    "it takes five fields (minute, hour, day, month, weekday) and what to do");
        }
        String cron = String.join(" ", List.of(words).subList(0, FIELDS));
        String rest = words.length > FIELDS + 1 ? words[FIELDS + 1].strip() : "";
        var entry =
                new Entry(
                        cron,
                        action(line, words[FIELDS], rest),
                        ExecutionTime.forCron(parsed(line, cron, parser)));
        if (entry.next(Instant.now(), zone).isEmpty()) {
            throw wrong(line, "that time never comes");
        }
        return entry;
    }

    private static Action action(String line, String word, String rest) {
        if (word.equals("send")) {
            if (rest.isEmpty()) {
                throw wrong(line, "behind \"send\" stands no command");
            }
            return new Action.Send(rest);
        }
        Action action =
                switch (word) {
                    case "restart" -> new Action.Restart();
                    case "stop" -> new Action.Stop();
                    case "start" -> new Action.Start();
                    default ->
                            throw wrong(
                                    line,
                                    "\"%s\" is not restart, stop, start or send".formatted(word));
                };
        if (!rest.isEmpty()) {
            throw wrong(line, "nothing may stand behind \"%s\"".formatted(word));
        }
        return action;
    }

    private static Cron parsed(String line, String cron, CronParser parser) {
        try {
            return parser.parse(cron).validate();
        } catch (IllegalArgumentException e) {
            String why =
                    String.valueOf(e.getMessage())
                            .replaceFirst("^Failed to parse cron expression\\. ", "")
                            .replaceFirst("\\.$", "");
            throw wrong(line, "\"%s\" is no cron expression: %s".formatted(cron, why));
        }
    }

    private static IllegalArgumentException wrong(String line, String why) {
        return new IllegalArgumentException("%s: in \"%s\" %s".formatted(TABLE, line, why));
    }
}
