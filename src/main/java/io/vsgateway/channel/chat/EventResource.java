package io.vsgateway.channel.chat;

import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Family.Answer;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Outcome;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.wire.Characters;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Deletes what was said, over REST.
@ApplicationScoped
@Path("/api/v1alpha1")
@Tag(name = "moderation")
class EventResource {
    private static final int LONGEST_REASON = 200;

    private final AuditedModeration moderation;
    private final Channels channels;
    private final CurrentCaller current;

    EventResource(AuditedModeration moderation, Channels channels, CurrentCaller current) {
        this.moderation = moderation;
        this.channels = channels;
        this.current = current;
    }

    @DELETE
    @Path("/topics/{topic}/events/{event_id}")
    @Allowed(Right.MODERATE)
    @Operation(
            operationId = "deleteEvent",
            summary = "Delete what was said",
            description =
                    "Whoever reads it from now on, as history or coming back, finds only that it was"
                            + " deleted; those who are there are told so. It is for what is said in"
                            + " chat:, room: and user: topics that one may read, by somebody who"
                            + " stands lower.")
    @APIResponse(responseCode = "204", description = "It is deleted")
    @APIResponse(responseCode = "403", description = "Not by this caller")
    @APIResponse(responseCode = "404", description = "There is no such event, or no more")
    @APIResponse(responseCode = "503", description = "It cannot be deleted now")
    @APIResponse(responseCode = "504", description = "It may have been deleted")
    public CompletionStage<Response> delete(
            @Parameter(description = "the topic, such as chat:global") @PathParam("topic")
                    String topic,
            @Parameter(description = "what is deleted") @PathParam("event_id") String event,
            @Parameter(description = "why; 200 characters at most") @QueryParam("reason")
                    @Nullable String reason,
            @Context UriInfo uri) {
        Optional<TopicName> name = TopicName.parse(topic);
        Optional<Position> position = Position.parse(event);
        if (name.isEmpty() || position.isEmpty()) {
            return now(problem(Status.BAD_REQUEST, "That is no topic, or no id of an event.", uri));
        }
        if (reason != null && Characters.count(reason) > LONGEST_REASON) {
            return now(problem(Status.BAD_REQUEST, "reason has more than 200 characters.", uri));
        }
        var asked =
                new ChannelMessage.Moderate(
                        null, "delete", null, name.get(), position.get(), null, reason);
        return switch (moderation.decide(asked, current.caller())) {
            case Answer.Delete(var deletions) ->
                    channels.delete(deletions).thenApply(outcome -> answer(outcome, uri));
            case Answer.Refuse refusal ->
                    now(
                            problem(
                                    refusal.code() == ErrorCode.NOT_FOUND
                                            ? Status.NOT_FOUND
                                            : Status.FORBIDDEN,
                                    "Not deleted: " + refusal.message() + ".",
                                    uri));
            case Answer.Publish _,
                    Answer.Published _,
                    Answer.Later _,
                    Answer.Done _,
                    Answer.NotMine _ ->
                    throw new IllegalStateException("a deletion is deleted or refused");
        };
    }

    private static Response answer(Outcome outcome, UriInfo uri) {
        return switch (outcome) {
            case Outcome.Placed _ -> Response.noContent().build();
            case Outcome.Refused refused when refused.isUnknown() ->
                    problem(Status.GATEWAY_TIMEOUT, "It may have been deleted.", uri);
            case Outcome.Full _, Outcome.Refused _ ->
                    problem(Status.SERVICE_UNAVAILABLE, "It cannot be deleted now.", uri);
        };
    }

    private static CompletionStage<Response> now(Response response) {
        return CompletableFuture.completedStage(response);
    }

    private static Response problem(Response.StatusType status, String detail, UriInfo uri) {
        return Problem.of(status, detail, uri).response();
    }
}
