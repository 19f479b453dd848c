package io.vsgateway.schedule;

import io.vsgateway.console.command.Announcement;
import io.vsgateway.console.command.CommandPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the settings of schedules. The start and `doctor` check the same.
public final class ScheduleProblems {
    private ScheduleProblems() {}

    /// One line for each problem, naming a variable.
    ///
    /// @param isRun whether the gateway runs the game, so that it can start and end it
    public static List<String> of(ScheduleSettings settings, boolean isRun, CommandPolicy policy) {
        Timetable timetable;
        try {
            timetable = Timetable.of(settings.table(), settings.zone());
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        var problems = new ArrayList<String>();
        for (Timetable.Entry entry : timetable.entries()) {
            if (entry.action() instanceof Action.Send(String command)) {
                policy.refusal(command)
                        .ifPresent(why ->
                                problems.add(
                                        "VS_SCHEDULE_TABLE: in \"%s\" the command would be refused: %s"
                                                .formatted(entry, why)));
            } else if (!isRun) {
                problems.add(
                        "VS_SCHEDULE_TABLE: \"%s\" cannot be done to a game that the gateway does not run"
                                .formatted(entry));
            }
        }
        settings.announce()
                .map(text ->
                        Announcement.of(text, new Action.Restart().label(), Duration.ofHours(24)))
                .flatMap(policy::refusal)
                .ifPresent(why ->
                        problems.add("VS_SCHEDULE_ANNOUNCE would be refused: %s".formatted(why)));
        return List.copyOf(problems);
    }
}
