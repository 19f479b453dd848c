package io.vsgateway.schedule;

import io.vsgateway.access.Right;
import io.vsgateway.rest.Allowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The timetable over REST.
@Path("/api/v1alpha1/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "server", description = "The game process")
public class ScheduleResource {
    private static final String IN_BOUNDS = "must be a number from 1 to 100";

    @Inject Schedules schedules;

    @GET
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "getSchedules",
            summary = "What is done to the game at set times?",
            description = "The lines of VS_SCHEDULE_TABLE, and when each of them comes next.")
    @APIResponse(
            responseCode = "200",
            description = "The schedules",
            content = @Content(schema = @Schema(implementation = ScheduleList.class)))
    public ScheduleList schedules(
            @Parameter(description = "how many of the next times of each")
                    @QueryParam("times")
                    @DefaultValue("3")
                    @Min(value = 1, message = IN_BOUNDS)
                    @Max(value = 100, message = IN_BOUNDS)
                    int times) {
        return ScheduleList.of(schedules, Instant.now(), times);
    }
}
