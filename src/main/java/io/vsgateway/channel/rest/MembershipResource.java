package io.vsgateway.channel.rest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.hub.Outcome;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.Problem;
import io.vsgateway.wire.channel.TopicName;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Puts users into topics, rooms among them, and takes them out.
@Path("/api/v1alpha1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels")
public class MembershipResource {

    @Inject Channels channels;
    @Inject ChannelAudit audit;
    @Context UriInfo uri;

    /// How many connections of a user were changed.
    @RegisterForReflection
    @Schema(name = "ChangedConnections")
    public record Changed(int connections) {}

    @PUT
    @Path("/rooms/{room}/users/{user}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "joinRoom",
            summary = "Put a user into a room",
            description = "All present connections of the user follow it from now on.")
    @APIResponse(
            responseCode = "200",
            description = "How many connections that were",
            content = @Content(schema = @Schema(implementation = Changed.class)))
    public Response joinRoom(
            @Parameter(description = "name of the room") @PathParam("room") String room,
            @Parameter(description = "id of the user") @PathParam("user") String user) {
        return join("room:" + room, user);
    }

    @DELETE
    @Path("/rooms/{room}/users/{user}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "leaveRoom",
            summary = "Take a user out of a room",
            description =
                    "No connection of the user follows it from now on; they may come back by themselves.")
    @APIResponse(
            responseCode = "200",
            description = "How many connections that were",
            content = @Content(schema = @Schema(implementation = Changed.class)))
    public Response leaveRoom(
            @Parameter(description = "name of the room") @PathParam("room") String room,
            @Parameter(description = "id of the user") @PathParam("user") String user) {
        return leave("room:" + room, user);
    }

    @PUT
    @Path("/users/{user}/topics/{topic}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "subscribeUser",
            summary = "Subscribe a user to a topic",
            description = "All present connections of the user follow it from now on.")
    @APIResponse(
            responseCode = "200",
            description = "How many connections that were",
            content = @Content(schema = @Schema(implementation = Changed.class)))
    public Response subscribe(
            @Parameter(description = "id of the user") @PathParam("user") String user,
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic) {
        return join(topic, user);
    }

    @DELETE
    @Path("/users/{user}/topics/{topic}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "unsubscribeUser",
            summary = "Take a topic from a user",
            description =
                    "No connection of the user follows it from now on; they may come back by themselves.")
    @APIResponse(
            responseCode = "200",
            description = "How many connections that were",
            content = @Content(schema = @Schema(implementation = Changed.class)))
    public Response unsubscribe(
            @Parameter(description = "id of the user") @PathParam("user") String user,
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic) {
        return leave(topic, user);
    }

    private Response join(String topic, String user) {
        return with(
                topic,
                name -> {
                    audit.note("subscribe " + user + " to " + name);
                    return Response.ok(new Changed(channels.join(name, user))).build();
                });
    }

    private Response leave(String topic, String user) {
        return with(
                topic,
                name -> {
                    audit.note("unsubscribe " + user + " from " + name);
                    return Response.ok(new Changed(channels.leave(name, user))).build();
                });
    }

    @PUT
    @Path("/topics/{topic}/members/{user}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "addMember",
            summary = "Make a user a member of a topic",
            description = "A member may follow it, and write where members may.")
    @APIResponse(responseCode = "204", description = "The user is one")
    @APIResponse(responseCode = "503", description = "It cannot be changed now")
    @APIResponse(responseCode = "507", description = "There are too many")
    public CompletionStage<Response> addMember(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic,
            @Parameter(description = "id of the user") @PathParam("user") String user,
            @Context UriInfo here) {
        return member(topic, user, true, here);
    }

    @DELETE
    @Path("/topics/{topic}/members/{user}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "removeMember",
            summary = "End a user's membership of a topic",
            description = "The user loses the topic where only members may be.")
    @APIResponse(responseCode = "204", description = "The user is none")
    @APIResponse(responseCode = "503", description = "It cannot be changed now")
    public CompletionStage<Response> removeMember(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic,
            @Parameter(description = "id of the user") @PathParam("user") String user,
            @Context UriInfo here) {
        return member(topic, user, false, here);
    }

    private CompletionStage<Response> member(
            String topic, String user, boolean isMember, UriInfo here) {
        Optional<TopicName> name = TopicName.parse(topic);
        if (name.isEmpty()) {
            return CompletableFuture.completedStage(noTopic());
        }
        audit.note((isMember ? "add member " : "remove member ") + user + " of " + topic);
        return channels.member(name.get(), user, isMember)
                .thenApply(outcome -> answer(outcome, here));
    }

    /// Of the request nothing may be asked any more than what is given: it may be over for this
    /// thread.
    private static Response answer(Outcome outcome, UriInfo here) {
        return switch (outcome) {
            case Outcome.Placed _ -> Response.noContent().build();
            case Outcome.Full _ ->
                    Problem.of(Problem.NO_ROOM, "There are too many members.", here).response();
            case Outcome.Refused _ ->
                    Problem.of(Status.SERVICE_UNAVAILABLE, "It cannot be changed now.", here)
                            .response();
        };
    }

    private Response with(String topic, Function<TopicName, Response> then) {
        return TopicName.parse(topic).map(then).orElseGet(this::noTopic);
    }

    private Response noTopic() {
        return problem(Status.BAD_REQUEST, "That is no topic.");
    }

    private Response problem(Response.StatusType status, String detail) {
        return Problem.of(status, detail, uri).response();
    }
}
