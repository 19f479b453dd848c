package io.vsgateway.server;

import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.game.Game;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The game process over REST: its status, and start, stop, restart and kill.
@Path("/api/v1alpha1/server")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "server", description = "The game process")
public class ServerResource {
    @Inject Game game;
    @Inject ProcessLoad load;
    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    @GET
    @Allowed(Right.WATCH_GAME)
    @Operation(
            operationId = "getServer",
            summary = "What is the game doing?",
            description =
                    "Its state, process, uptime, players and last runs. Only administrators see its"
                            + " last lines.")
    @APIResponse(
            responseCode = "200",
            description = "The state",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    public ServerStatus server() {
        boolean unmasked = current.caller().may(Right.WATCH_UNMASKED);
        return ServerStatus.of(game.report(), load, unmasked, Instant.now());
    }

    @POST
    @Path("/start")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "startServer",
            summary = "Start the game",
            description =
                    "Also after too many crashes. Not while something of an earlier run is left, be"
                            + " it of an earlier gateway's: stop or kill that first.")
    @APIResponse(
            responseCode = "202",
            description = "It is being started",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public Response start() {
        return answer("start", game.start());
    }

    @POST
    @Path("/stop")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "stopServer",
            summary = "Stop the game",
            description =
                    "By the stop ladder: announce, save, stop command, SIGTERM, SIGKILL. What an"
                            + " earlier run left behind is ended by the signals.")
    @APIResponse(
            responseCode = "202",
            description = "It is being stopped",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public Response stop() {
        return answer("stop", game.stop());
    }

    @POST
    @Path("/restart")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "restartServer",
            summary = "Restart the game",
            description = "Stops it by the stop ladder, if it runs, and starts it again.")
    @APIResponse(
            responseCode = "202",
            description = "It is being restarted",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public Response restart() {
        return answer("restart", game.restart());
    }

    @POST
    @Path("/kill")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "killServer",
            summary = "Kill the game",
            description = "At once (SIGKILL), with all that came of it. Nothing is saved.")
    @APIResponse(
            responseCode = "202",
            description = "It is being killed",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public Response kill() {
        return answer("kill", game.kill());
    }

    private Response answer(String action, Game.Outcome outcome) {
        return switch (outcome) {
            case Game.Outcome.Begun _ -> {
                audit.add(entry(action, "accepted", ""));
                yield Response.accepted(server()).build();
            }
            case Game.Outcome.Refused(String reason) -> {
                audit.refuse("server", current.caller(), () -> entry(action, "rejected", reason));
                yield Problem.of(Status.CONFLICT, "Not possible now: " + reason + ".", uri)
                        .response();
            }
        };
    }

    private AuditRecord entry(String action, String result, String reason) {
        return AuditRecord.of("server", current.caller(), null, null, action, result, reason);
    }
}
