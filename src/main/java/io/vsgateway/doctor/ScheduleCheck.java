package io.vsgateway.doctor;

import io.vsgateway.schedule.Timetable;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// When what is scheduled comes next. [ValueCheck] checks whether it is valid.
final class ScheduleCheck {
    private ScheduleCheck() {}

    static List<Finding> look(SettingValues values) {
        Timetable timetable;
        try {
            timetable =
                    Timetable.of(values.get("VS_SCHEDULE_TABLE"), values.get("VS_SCHEDULE_ZONE"));
        } catch (IllegalArgumentException _) {
            // Reported with the values.
            return List.of();
        }
        Instant now = Instant.now();
        return timetable.entries().stream()
                .map(entry ->
                        Finding.ok(
                                "schedule \"%s\" %s".formatted(entry, next(entry, timetable, now))))
                .toList();
    }

    private static String next(Timetable.Entry entry, Timetable timetable, Instant now) {
        return entry.next(now, timetable.zone())
                .map(at ->
                        "comes next at "
                                + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                        at.atZone(timetable.zone()).truncatedTo(ChronoUnit.MINUTES))
                                + " ("
                                + timetable.zone()
                                + ")")
                .orElse("never comes");
    }
}
