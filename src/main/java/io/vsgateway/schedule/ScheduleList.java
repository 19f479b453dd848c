package io.vsgateway.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `GET …/schedules`.
@RegisterForReflection
@Schema(name = "Schedules", description = "What is done to the game at set times")
public record ScheduleList(
        @Schema(description = "the time zone of the expressions", examples = "Europe/Berlin")
                String zone,
        @Schema(description = "in the order of VS_SCHEDULE_TABLE") List<One> schedules) {

    static ScheduleList of(Schedules schedules, Instant now, int times) {
        ZoneId zone = schedules.timetable().zone();
        return new ScheduleList(
                zone.getId(),
                schedules.outlook(now, times).stream().map(one -> One.of(one, zone)).toList());
    }

    /// One line of the timetable.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Schedule")
    public record One(
            @Schema(description = "a cron expression of five fields", examples = "0 5 * * *")
                    String cron,
            @Schema(description = "restart, stop, start or send", examples = "restart")
                    String action,
            @Schema(description = "what is sent") @Nullable String command,
            @Schema(
                            description = "the next times, the nearest first",
                            examples = "[\"2026-01-31T05:00:00+01:00\"]")
                    List<OffsetDateTime> next,
            @Schema(
                            description =
                                    "what came of it last; absent until its turn comes for the first"
                                            + " time since the gateway began")
                    @Nullable Last last) {
        private static One of(Schedules.Outlook outlook, ZoneId zone) {
            Timetable.Entry entry = outlook.entry();
            return new One(
                    entry.cron(),
                    entry.action().label(),
                    entry.action() instanceof Action.Send(String command) ? command : null,
                    outlook.next().stream().map(at -> at.atZone(zone).toOffsetDateTime()).toList(),
                    outlook.latest().map(Last::of).orElse(null));
        }
    }

    /// What came of the last turn.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ScheduleTurn")
    public record Last(
            Instant at,
            @Schema(description = "accepted or rejected", examples = "accepted") String result,
            @Schema(description = "why it was not done") @Nullable String reason) {
        private static Last of(Turns.Result result) {
            return new Last(
                    result.at(),
                    result.result(),
                    result.reason().isEmpty() ? null : result.reason());
        }
    }
}
