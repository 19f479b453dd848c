package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Rules;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Topics, rooms among them: who is there, and what was published.
@Path("/api/v1alpha1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels")
public class TopicResource {
    @Inject Hub hub;
    @Inject Roster roster;
    @Inject Rules rules;
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
                    if (!rules.mayRead(TopicPattern.of(name), current.caller())) {
                        return problem(Status.FORBIDDEN, "This caller may not read this topic.");
                    }
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
