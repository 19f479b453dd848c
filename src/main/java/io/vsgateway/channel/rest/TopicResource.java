package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.channel.Channels;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Outcome;
import io.vsgateway.hub.Topic;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.roster.Presence;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Topics, rooms among them: who is there, what was published, and who may be there.
@Path("/api/v1alpha1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels")
public class TopicResource {
    private static final int FULL = 507;

    @Inject Hub hub;
    @Inject Roster roster;
    @Inject Channels channels;
    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    /// One topic, in short.
    @RegisterForReflection
    @Schema(name = "ChannelTopic")
    public record Summary(
            String topic,
            int users,
            @Schema(description = "events that are remembered") int events) {}

    /// Who is in a topic.
    @RegisterForReflection
    @Schema(name = "TopicPresence")
    public record Present(String topic, int count, List<Who> users) {}

    /// One of them.
    @RegisterForReflection
    @Schema(name = "PresentUser")
    public record Who(@JsonProperty("user_id") String userId, String user, Instant since) {
        static Who of(Presence one) {
            return new Who(one.userId(), one.displayName(), one.since());
        }
    }

    /// What was published.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TopicHistory")
    public record History(
            String topic,
            @JsonRawValue
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = Object.class,
                            description = "as clients got them, the oldest first")
                    String events,
            @JsonProperty("has_more") boolean hasMore) {}

    /// How many connections of a user were changed.
    @RegisterForReflection
    @Schema(name = "ChangedConnections")
    public record Changed(int connections) {}

    @GET
    @Path("/topics")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getTopics",
            summary = "Which topics are there?",
            description =
                    "Topics that are followed or remember something, with how many users and events.")
    public List<Summary> topics(
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    @Min(1)
                    @Max(10000)
                    int limit) {
        return hub.topics().stream()
                .limit(limit)
                .map(topic -> new Summary(topic.name().text(), users(topic), topic.feed().count()))
                .toList();
    }

    private int users(Topic topic) {
        return topic.name().topic().map(roster::countPresent).orElse(0);
    }

    @GET
    @Path("/rooms")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getRooms",
            summary = "Which rooms have somebody in them?",
            description = "Rooms with at least one user, with how many users and events.")
    public List<Summary> rooms() {
        return roster.attended("room").stream().map(this::summary).toList();
    }

    private Summary summary(TopicName room) {
        int events = hub.find(TopicPattern.of(room)).map(topic -> topic.feed().count()).orElse(0);
        return new Summary(room.text(), roster.countPresent(room), events);
    }

    @GET
    @Path("/rooms/{room}/users")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getRoomUsers",
            summary = "Who is in a room?",
            description = "Users in the order in which they came; all are counted.")
    @APIResponse(
            responseCode = "200",
            description = "The users, at most 1000 of them",
            content = @Content(schema = @Schema(implementation = Present.class)))
    public Response roomUsers(
            @Parameter(description = "name of the room") @PathParam("room") String room) {
        return presence("room:" + room);
    }

    @GET
    @Path("/topics/{topic}/presence")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getPresence",
            summary = "Who is in a topic?",
            description = "Users in the order in which they came; all are counted.")
    @APIResponse(
            responseCode = "200",
            description = "The users, at most 1000 of them",
            content = @Content(schema = @Schema(implementation = Present.class)))
    public Response presence(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic) {
        return with(
                topic,
                name -> {
                    List<Who> users = roster.present(name).stream().map(Who::of).toList();
                    return Response.ok(new Present(name.text(), roster.countPresent(name), users))
                            .build();
                });
    }

    @GET
    @Path("/topics/{topic}/history")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getTopicHistory",
            summary = "What was published in a topic?",
            description = "The last events that are remembered, or those before a place.")
    @APIResponse(
            responseCode = "200",
            description = "The last events before a place, or before now",
            content = @Content(schema = @Schema(implementation = History.class)))
    public Response history(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic,
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(1000)
                    int limit,
            @Parameter(description = "id of the event before which to begin") @QueryParam("before")
                    @Nullable String before) {
        Optional<Position> place = Optional.ofNullable(before).flatMap(Position::parse);
        if (before != null && place.isEmpty()) {
            return problem(Status.BAD_REQUEST, "before is not the id of an event.");
        }
        return with(
                topic,
                name -> {
                    Position end = hub.endPosition();
                    boolean isOfNow = place.isEmpty() || place.get().epoch().equals(end.epoch());
                    long behind =
                            isOfNow ? place.map(Position::offset).orElse(end.offset() + 1) : 0;
                    return Response.ok(history(name, Math.min(behind, end.offset() + 1), limit))
                            .build();
                });
    }

    private History history(TopicName name, long before, int limit) {
        Optional<Topic> there = hub.find(TopicPattern.of(name));
        if (there.isEmpty()) {
            return new History(name.text(), "[]", false);
        }
        Batch<Event> past = there.get().feed().before(before, limit);
        var events = new ArrayList<String>();
        for (int i = 0; i < past.entries().size(); i++) {
            Event event = past.entries().get(i);
            events.add(event.body().event(past.position(i), event.at(), event.topic()));
        }
        boolean hasMore = past.first() > there.get().feed().oldest();
        return new History(name.text(), "[" + String.join(",", events) + "]", hasMore);
    }

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
                    note("subscribe " + user + " to " + name);
                    return Response.ok(new Changed(channels.join(name, user))).build();
                });
    }

    private Response leave(String topic, String user) {
        return with(
                topic,
                name -> {
                    note("unsubscribe " + user + " from " + name);
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
    @APIResponse(responseCode = "507", description = "There are too many")
    public CompletionStage<Response> addMember(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic,
            @Parameter(description = "id of the user") @PathParam("user") String user) {
        return member(topic, user, true);
    }

    @DELETE
    @Path("/topics/{topic}/members/{user}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "removeMember",
            summary = "End a user's membership of a topic",
            description = "The user loses the topic where only members may be.")
    @APIResponse(responseCode = "204", description = "The user is none")
    public CompletionStage<Response> removeMember(
            @Parameter(description = "the topic, such as room:vip") @PathParam("topic")
                    String topic,
            @Parameter(description = "id of the user") @PathParam("user") String user) {
        return member(topic, user, false);
    }

    private CompletionStage<Response> member(String topic, String user, boolean isMember) {
        Optional<TopicName> name = TopicName.parse(topic);
        if (name.isEmpty()) {
            return CompletableFuture.completedStage(noTopic());
        }
        note((isMember ? "add member " : "remove member ") + user + " of " + topic);
        return channels.member(name.get(), user, isMember).thenApply(this::answer);
    }

    private Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed _ -> Response.noContent().build();
            case Outcome.Full _ ->
                    problem(Status.fromStatusCode(FULL), "There are too many members.");
            case Outcome.Refused _ ->
                    problem(Status.SERVICE_UNAVAILABLE, "It cannot be changed now.");
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

    private void note(String action) {
        audit.add(
                AuditRecord.of("channels", current.caller(), null, null, action, "accepted", null));
    }
}
