package io.vsgateway.server;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import io.vsgateway.game.Game.Request;
import io.vsgateway.game.GameSettings;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The game process over REST: its status, and start, stop, restart and kill.
@Path("/api/v1alpha1/server")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "server", description = "The game process")
public class ServerResource {
    private static final String IN_TIME =
            " With `in_seconds` it is done then, in place of another that was to come.";
    private static final String BODY =
            "There is a body, where in_seconds and announce belong into the address";

    /// What an empty JSON object takes.
    private static final int NOTHING_BYTES = 2;

    private static final String IN = "not now, but in so many seconds, an hour at most";
    private static final String ANNOUNCE =
            "with `in_seconds`: a command by which the players are told, at once and again as the"
                    + " time nears, `{time}` in it being what is left";

    @Inject Game game;
    @Inject GameSettings settings;
    @Inject ProcessLoad load;
    @Inject Upcoming upcoming;
    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Context UriInfo uri;
    @Context HttpHeaders headers;

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
        return status(current.caller());
    }

    private ServerStatus status(Caller caller) {
        boolean unmasked = caller.may(Right.WATCH_UNMASKED);
        return ServerStatus.of(
                game.report(),
                load,
                upcoming.next(),
                GameSettings.StopTime.longest(settings.stop()),
                unmasked,
                Instant.now());
    }

    @GET
    @Path("/runs/{pid}")
    @Allowed(Right.WATCH_UNMASKED)
    @Operation(
            operationId = "getRun",
            summary = "How did a run end?",
            description = "An ended run that is remembered, with its last lines.")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content = @Content(schema = @Schema(implementation = ServerStatus.EndedRun.class)))
    @APIResponse(responseCode = "404", description = "No such run is remembered")
    public Response run(
            @Parameter(description = "of its process; of several, the newest is meant")
                    @PathParam("pid")
                    long pid) {
        return game.report().runs().stream()
                .filter(run -> run.pid() == pid)
                .findFirst()
                .map(run -> Response.ok(ServerStatus.EndedRun.of(run, run.lastLines())).build())
                .orElseGet(() ->
                        Problem.of(Status.NOT_FOUND, "No such run is remembered.", uri).response());
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
    public CompletionStage<Response> start() {
        return ask(Request.START);
    }

    @POST
    @Path("/stop")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "stopServer",
            summary = "Stop the game",
            description =
                    "By the stop ladder: announce, save, stop command, SIGTERM, SIGKILL. What an"
                            + " earlier run left behind is ended by the signals."
                            + IN_TIME)
    @APIResponse(
            responseCode = "202",
            description = "It is being stopped",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "400", description = BODY)
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public CompletionStage<Response> stop(
            @Parameter(description = IN)
                    @QueryParam("in_seconds")
                    @Min(0)
                    @Max(Countdown.LONGEST_SECONDS)
                    int inSeconds,
            @Parameter(description = ANNOUNCE) @QueryParam("announce") @DefaultValue("")
                    String announce) {
        return end(Request.STOP, inSeconds, announce);
    }

    @POST
    @Path("/restart")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "restartServer",
            summary = "Restart the game",
            description = "Stops it by the stop ladder, if it runs, and starts it again." + IN_TIME)
    @APIResponse(
            responseCode = "202",
            description = "It is being restarted",
            content = @Content(schema = @Schema(implementation = ServerStatus.class)))
    @APIResponse(responseCode = "400", description = BODY)
    @APIResponse(responseCode = "409", description = "Not possible now, and why")
    public CompletionStage<Response> restart(
            @Parameter(description = IN)
                    @QueryParam("in_seconds")
                    @Min(0)
                    @Max(Countdown.LONGEST_SECONDS)
                    int inSeconds,
            @Parameter(description = ANNOUNCE) @QueryParam("announce") @DefaultValue("")
                    String announce) {
        return end(Request.RESTART, inSeconds, announce);
    }

    @DELETE
    @Path("/countdown")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "cancelCountdown",
            summary = "Call off a stop or restart to come",
            description = "The players are not told.")
    @APIResponse(responseCode = "204", description = "It does not come")
    @APIResponse(responseCode = "404", description = "There was none")
    @APIResponse(
            responseCode = "409",
            description = "The gateway that has the game does not do it, and why")
    public CompletionStage<Response> cancel() {
        String here = here();
        return upcoming.callOff(current.caller()).thenApply(outcome -> cancelled(outcome, here));
    }

    private static Response cancelled(Optional<Game.Outcome> outcome, String here) {
        if (outcome.isEmpty()) {
            return Problem.at(here, Status.NOT_FOUND, "No stop or restart was to come.").response();
        }
        return switch (outcome.get()) {
            case Game.Outcome.Begun _ -> Response.noContent().build();
            case Game.Outcome.Refused(String reason) -> notPossible(here, reason);
        };
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
    public CompletionStage<Response> kill() {
        return ask(Request.KILL);
    }

    /// Whoever writes a time into a body does not mean now.
    private CompletionStage<Response> end(Request request, int inSeconds, String announce) {
        if (headers.getLength() > NOTHING_BYTES
                || headers.getHeaderString("Transfer-Encoding") != null) {
            return CompletableFuture.completedStage(
                    Problem.of(Status.BAD_REQUEST, BODY + ".", uri).response());
        }
        return inSeconds > 0 ? begin(request, inSeconds, announce) : ask(request);
    }

    private CompletionStage<Response> begin(Request request, int seconds, String announce) {
        Caller caller = current.caller();
        String here = here();
        Duration left = Duration.ofSeconds(seconds);
        return upcoming.begin(request, left, announce, caller)
                .thenApply(outcome -> told(Countdown.label(request, left), caller, outcome, here));
    }

    private String here() {
        return Problem.path(uri);
    }

    /// The game may be another gateway's: then the answer comes later, and nothing of the request
    /// is there any more.
    private CompletionStage<Response> ask(Request request) {
        Caller caller = current.caller();
        String here = here();
        return game.request(
                        request,
                        new Commands.Sender(caller, null, UUID.randomUUID().toString()).forGame())
                .thenApply(outcome -> answer(request.label(), caller, outcome, here));
    }

    /// What is done now leaves nothing to come.
    private Response answer(String action, Caller caller, Game.Outcome outcome, String here) {
        if (outcome instanceof Game.Outcome.Begun) {
            upcoming.isOver();
        }
        return told(action, caller, outcome, here);
    }

    private Response told(String action, Caller caller, Game.Outcome outcome, String here) {
        return switch (outcome) {
            case Game.Outcome.Begun _ -> {
                audit.add(entry(action, caller, "accepted", ""));
                yield Response.accepted(status(caller)).build();
            }
            case Game.Outcome.Refused(String reason) -> {
                audit.refuse("server", caller, () -> entry(action, caller, "rejected", reason));
                yield notPossible(here, reason);
            }
        };
    }

    private static Response notPossible(String here, String reason) {
        return Problem.at(here, Status.CONFLICT, "Not possible now: " + reason + ".").response();
    }

    private static AuditRecord entry(String action, Caller caller, String result, String reason) {
        return AuditRecord.of("server", caller, null, null, action, result, reason);
    }
}
