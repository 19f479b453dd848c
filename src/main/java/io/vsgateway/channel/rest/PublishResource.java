package io.vsgateway.channel.rest;

import io.smallrye.common.annotation.Blocking;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Placement;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.hub.Outcome;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.wire.channel.ChannelMessage;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Publishing to the channels.
@Path("/api/v1alpha1/publish")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "channels", description = "Events for players, pages, bots and back-ends")
public class PublishResource {

    @Inject Channels channels;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    @POST
    @Blocking // There may be thousands of publications: not on an event loop.
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "publish",
            summary = "Publish an event",
            description =
                    "To everybody, a user, a connection, a room or topics. It is answered when the"
                            + " event has its place in the order. With an idempotency key (in the"
                            + " body, or the header Idempotency-Key) it may be tried again without"
                            + " being published twice; the key of a batch stands for each of its"
                            + " publications that has none, by its place.")
    @APIResponse(
            responseCode = "202",
            description = "It is published; of several, each that could be",
            content = @Content(schema = @Schema(anyOf = {Published.class, Published.Batch.class})))
    @APIResponse(responseCode = "400", description = "It is no publication; the detail says why")
    @APIResponse(responseCode = "404", description = "There is no such connection")
    @APIResponse(responseCode = "503", description = "It was not published, and cannot be now")
    @APIResponse(
            responseCode = "504",
            description =
                    "It may have been published; with the same idempotency key it may be tried again")
    @APIResponse(responseCode = "507", description = "There is no room for it")
    public CompletionStage<Response> publish(
            @Nullable PublishRequest request,
            @Parameter(
                            description =
                                    "of several with the same key within 5 minutes one is published")
                    @HeaderParam("Idempotency-Key")
                    @Nullable String header,
            @Context UriInfo here) {
        if (request == null) {
            return answered(problem(Status.BAD_REQUEST, "The body is missing."));
        }
        String ofRequest = request.idempotencyKey() == null ? header : request.idempotencyKey();
        if (!ChannelMessage.isKey(ofRequest)) {
            return answered(problem(Status.BAD_REQUEST, sentence(ChannelMessage.BAD_KEY)));
        }
        List<PublishRequest> several = request.publications();
        if (several != null && isOneItself(request)) {
            return answered(
                    problem(Status.BAD_REQUEST, "It takes publications, or one itself, not both."));
        }
        if (several != null) {
            return publishAll(several, ofRequest);
        }
        return switch (Publication.of(request)) {
            case Publication.Bad(String why) ->
                    answered(problem(Status.BAD_REQUEST, sentence(why)));
            case Publication.Good good ->
                    place(good, ofRequest)
                            .map(placed -> placed.thenApply(outcome -> response(outcome, here)))
                            .orElseGet(() ->
                                    answered(
                                            problem(
                                                    Status.NOT_FOUND,
                                                    "There is no such connection.")));
        };
    }

    /// Whether it says anything that one publication does, but for the key, which may be that of
    /// several.
    private static boolean isOneItself(PublishRequest one) {
        return Stream.of(
                        one.all(),
                        one.user(),
                        one.connection(),
                        one.room(),
                        one.topic(),
                        one.topics(),
                        one.event(),
                        one.excludeUser(),
                        one.retain())
                .anyMatch(Objects::nonNull);
    }

    /// @param key of the batch: with its place behind it, it is the key of each publication that
    ///   has none
    private CompletionStage<Response> publishAll(
            List<PublishRequest> several, @Nullable String key) {
        if (several.size() > Topics.MOST_AT_ONCE) {
            return answered(problem(Status.BAD_REQUEST, "There are more than 1000 publications."));
        }
        var results = new ArrayList<CompletableFuture<Published>>();
        for (PublishRequest one : several) {
            String otherwise = key == null ? null : key + '\n' + results.size();
            results.add(result(one, otherwise).toCompletableFuture());
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    var all = results.stream().map(CompletableFuture::join).toList();
                    return Response.accepted(new Published.Batch(all)).build();
                });
    }

    private CompletionStage<Published> result(
            @Nullable PublishRequest one, @Nullable String otherwise) {
        if (one == null || one.publications() != null) {
            return CompletableFuture.completedStage(notPublished("it is no publication"));
        }
        return switch (Publication.of(one)) {
            case Publication.Bad(String why) -> CompletableFuture.completedStage(notPublished(why));
            case Publication.Good good ->
                    place(good, good.key() == null ? otherwise : good.key())
                            .map(placed -> placed.thenApply(PublishResource::published))
                            .orElseGet(() ->
                                    CompletableFuture.completedStage(
                                            notPublished("there is no such connection")));
        };
    }

    /// @return empty if it is for a connection that is not there
    private Optional<CompletionStage<Outcome>> place(Publication.Good good, @Nullable String key) {
        String own = key == null ? null : Proposal.keyOf(current.caller().userId(), key);
        if (good.connection() == null) {
            return Optional.of(channels.publish(good.change(), own));
        }
        return channels.toConnection(good.connection(), good.change(), own);
    }

    /// Of the request nothing may be asked any more than what is given: it may be over for this
    /// thread.
    private static Response response(Outcome outcome, UriInfo here) {
        return switch (outcome) {
            case Outcome.Placed _ -> Response.accepted(published(outcome)).build();
            case Outcome.Full _ -> problem(Problem.NO_ROOM, "There is no room for it.", here);
            case Outcome.Refused refused ->
                    Response.fromResponse(
                                    problem(
                                            refused.isUnknown()
                                                    ? Status.GATEWAY_TIMEOUT
                                                    : Status.SERVICE_UNAVAILABLE,
                                            sentence(why(refused.reason())),
                                            here))
                            .header("Retry-After", 1)
                            .build();
        };
    }

    private static Published published(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed placed ->
                    new Published(placed.position().id(), placed.at(), placed.isDuplicate(), null);
            case Outcome.Full _ -> notPublished("there is no room for it");
            case Outcome.Refused(Placement.Reason reason) -> notPublished(why(reason));
        };
    }

    private static String why(Placement.Reason reason) {
        return switch (reason) {
            case BUSY -> "too much waits to be published";
            case UNAVAILABLE -> "it cannot be published now";
            case UNKNOWN ->
                    "it may have been published; to be sure, try again with the same key of idempotency";
        };
    }

    private static Published notPublished(String why) {
        return new Published(null, null, null, why);
    }

    private static CompletionStage<Response> answered(Response response) {
        return CompletableFuture.completedStage(response);
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }

    private Response problem(Response.StatusType status, String detail) {
        return problem(status, detail, uri);
    }

    private static Response problem(Response.StatusType status, String detail, UriInfo here) {
        return Problem.of(status, detail, here).response();
    }
}
