package io.vsgateway.channel.combat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.channel.combat.CombatRequest.BadRequest;
import io.vsgateway.channel.combat.CombatRequest.Who;
import io.vsgateway.hub.Outcome;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.EventBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Fights, for the game's back-end.
@Path("/api/v1alpha1/combat")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "combat", description = "Fights in turns")
public class CombatResource {
    @Inject Referee referee;
    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    @POST
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "createCombat",
            summary = "Begin a combat",
            description =
                    "The first of the participants is to act at once. Those who are connected follow"
                            + " it from its first event. With an id of one's own it may be tried"
                            + " again: a second one of that name is not begun.")
    @APIResponse(
            responseCode = "201",
            description = "How it stands, as a combat_sync without type",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "409", description = "There is one of that name")
    @APIResponse(
            responseCode = "503",
            description = "There are 10000 already, or it cannot begin now")
    @APIResponse(responseCode = "504", description = "Nobody knows whether it began")
    public CompletionStage<Response> create(@Nullable CombatRequest request) {
        Fight fight;
        try {
            if (request == null) {
                throw new BadRequest("the body is missing");
            }
            fight = request.read();
        } catch (BadRequest e) {
            return CompletableFuture.completedStage(bad(e));
        }
        // The request may be over for this thread when the fight begins.
        Caller caller = current.caller();
        String path = Problem.path(uri);
        return referee.create(fight).thenApply(ruling -> created(fight.id(), ruling, caller, path));
    }

    private Response created(String id, Ruling ruling, Caller caller, String path) {
        return switch (ruling) {
            case Ruling.Done _ -> {
                note(caller, "begin combat " + id);
                // Not by created(…), which asks the request again.
                yield referee.find(id)
                        .map(begun ->
                                Response.status(Status.CREATED)
                                        .header("Location", "/api/v1alpha1/combat/" + id)
                                        .entity(view(begun))
                                        .build())
                        .orElseGet(() -> notThere(path));
            }
            case Ruling.Refused(ErrorCode code, String _) when code == ErrorCode.LIMIT_REACHED ->
                    Problem.at(path, Status.SERVICE_UNAVAILABLE, "There are too many combats.")
                            .response();
            case Ruling.Refused _ ->
                    Problem.at(path, Status.CONFLICT, "There is one of that name.").response();
            case Ruling.Unplaced(Outcome outcome) -> unplaced(outcome, path);
        };
    }

    @GET
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getCombats",
            summary = "Which combats are there?",
            description = "Their ids; also of those that ended less than five minutes ago.")
    public List<String> list() {
        return referee.all().stream().map(Fight::id).sorted().toList();
    }

    @GET
    @Path("/{id}")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getCombat",
            summary = "How does a combat stand?",
            description = "What a combat_sync says: whose turn it is, who takes part, the state.")
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "There is none of that name")
    public Response get(@Parameter(description = "the combat") @PathParam("id") String id) {
        return referee.find(id)
                .map(fight -> Response.ok(view(fight)).build())
                .orElseGet(() -> notThere(Problem.path(uri)));
    }

    @DELETE
    @Path("/{id}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "deleteCombat",
            summary = "End a combat and forget it",
            description =
                    "Nobody finds it any more, nor may come back to its events; use the step end to"
                            + " keep them a while. Who is connected learns of its end, and follows"
                            + " its topic five seconds more.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none of that name")
    @APIResponse(responseCode = "503", description = "It cannot be done now")
    @APIResponse(responseCode = "504", description = "Nobody knows whether it happened")
    public CompletionStage<Response> delete(
            @Parameter(description = "the combat") @PathParam("id") String id) {
        Caller caller = current.caller();
        String path = Problem.path(uri);
        return referee.find(id)
                .map(fight ->
                        referee.forget(fight)
                                .thenApply(ruling -> deleted(id, ruling, caller, path)))
                .orElseGet(() -> CompletableFuture.completedStage(notThere(path)));
    }

    private Response deleted(String id, Ruling ruling, Caller caller, String path) {
        return switch (ruling) {
            case Ruling.Done _ -> {
                note(caller, "delete combat " + id);
                yield Response.noContent().build();
            }
            case Ruling.Refused _ -> notNow(path);
            case Ruling.Unplaced(Outcome outcome) -> unplaced(outcome, path);
        };
    }

    @POST
    @Path("/{id}/{step}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "stepCombat",
            summary = "Do something in a combat",
            description =
                    "action {user_id, action, turn?, …} acts for somebody, as for an npc; turn"
                            + " {user_id?} begins the next turn; result {…} and state {…} are passed"
                            + " on; join {user_id, name?, kind?, team?} and leave {user_id} change who"
                            + " takes part; pause, resume and end {team?} need no body.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            description = "How it stands now",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "There is none of that name, or no such step")
    @APIResponse(responseCode = "409", description = "It is against the rules of the combat")
    @APIResponse(responseCode = "503", description = "It cannot be done now")
    @APIResponse(responseCode = "504", description = "Nobody knows whether it happened")
    public CompletionStage<Response> step(
            @Parameter(description = "the combat") @PathParam("id") String id,
            @Parameter(
                            description =
                                    "action, turn, result, state, join, leave, pause, resume or end")
                    @PathParam("step")
                    String step,
            @Nullable JsonNode body) {
        Caller caller = current.caller();
        String path = Problem.path(uri);
        Fight fight = referee.find(id).orElse(null);
        if (fight == null) {
            return CompletableFuture.completedStage(notThere(path));
        }
        JsonNode given = body == null ? JsonNodeFactory.instance.objectNode() : body;
        try {
            CombatRequest.require(given.isObject(), "the body is an object");
            Step read = Step.read(step, fight, (ObjectNode) given);
            return read == null
                    ? CompletableFuture.completedStage(
                            Problem.at(path, Status.NOT_FOUND, "There is no such step.").response())
                    : referee.judge(fight, read.input(), read.said())
                            .thenApply(ruling -> answer(fight, step, ruling, caller, path));
        } catch (BadRequest e) {
            return CompletableFuture.completedStage(bad(e));
        }
    }

    private record Step(Input input, @Nullable EventBody said) {
        static @Nullable Step read(String step, Fight fight, ObjectNode body) {
            String user = body.path("user_id").textValue();
            return switch (step) {
                case "action" -> action(fight, body);
                case "turn" -> new Step(new Input.Next(user), null);
                case "result" ->
                        new Step(
                                new Input.Tell(),
                                CombatRequest.event("combat_result", body.setAll(Words.of(fight))));
                case "state" ->
                        new Step(new Input.Tell(), CombatRequest.state(Words.of(fight), body));
                case "join" ->
                        new Step(
                                new Input.Join(
                                        new Who(
                                                        user,
                                                        body.path("name").textValue(),
                                                        body.path("kind").textValue(),
                                                        body.path("team").textValue())
                                                .read()),
                                null);
                case "leave" ->
                        new Step(new Input.Leave(CombatRequest.text(user, "user_id")), null);
                case "pause" -> new Step(new Input.Pause(), null);
                case "resume" -> new Step(new Input.Resume(), null);
                case "end" ->
                        new Step(
                                new Input.End(Fact.Reason.ENDED, team(fight, body.path("team"))),
                                null);
                default -> null;
            };
        }

        private static @Nullable String team(Fight fight, JsonNode team) {
            CombatRequest.require(
                    team.isMissingNode()
                            || team.isNull()
                            || fight.now().encounter().participants().stream()
                                    .anyMatch(one -> one.fighter().team().equals(team.textValue())),
                    "nobody is in that team");
            return team.textValue();
        }

        private static Step action(Fight fight, ObjectNode body) {
            String user = CombatRequest.text(body.path("user_id").textValue(), "user_id");
            String action = CombatRequest.text(body.path("action").textValue(), "action");
            JsonNode turn = body.path("turn");
            CombatRequest.require(turn.isMissingNode() || turn.isInt(), "turn is a number");
            return new Step(
                    new Input.Act(user, turn.isInt() ? turn.intValue() : null, action),
                    CombatRequest.event("combat_action", body.setAll(Words.of(fight))));
        }
    }

    private Response answer(Fight fight, String step, Ruling ruling, Caller caller, String path) {
        return switch (ruling) {
            case Ruling.Done _ -> {
                note(caller, step + " in combat " + fight.id());
                yield Response.ok(view(fight)).build();
            }
            case Ruling.Refused(ErrorCode code, String why) ->
                    Problem.at(
                                    path,
                                    Status.CONFLICT,
                                    "Refused (" + code.label() + "): " + why + ".")
                            .response();
            case Ruling.Unplaced(Outcome outcome) -> unplaced(outcome, path);
        };
    }

    private static Response unplaced(Outcome outcome, String path) {
        return outcome instanceof Outcome.Refused refused && refused.isUnknown()
                ? later(
                        Problem.at(
                                path,
                                Status.GATEWAY_TIMEOUT,
                                "Nobody knows whether it happened: the order of events was lost"
                                        + " meanwhile."))
                : notNow(path);
    }

    private static Response notNow(String path) {
        return later(Problem.at(path, Status.SERVICE_UNAVAILABLE, "It cannot be done now."));
    }

    private static Response later(Problem problem) {
        return Response.fromResponse(problem.response()).header("Retry-After", 1).build();
    }

    private String view(Fight fight) {
        return "{" + referee.sync(fight).members() + "}";
    }

    private void note(Caller caller, String action) {
        audit.add(AuditRecord.of("combat", caller, null, null, action, "accepted", null));
    }

    private Response bad(BadRequest e) {
        String why = String.valueOf(e.getMessage());
        return Problem.of(
                        Status.BAD_REQUEST,
                        Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".",
                        uri)
                .response();
    }

    private static Response notThere(String path) {
        return Problem.at(path, Status.NOT_FOUND, "There is no combat of that name.").response();
    }
}
