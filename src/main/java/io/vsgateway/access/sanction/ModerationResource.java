package io.vsgateway.access.sanction;

import io.vsgateway.access.Right;
import io.vsgateway.access.sanction.Sanction.Kind;
import io.vsgateway.rest.Allowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Mutes and bans over REST.
@ApplicationScoped
@Path("/api/v1alpha1/moderation")
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Right.SANCTION)
@Tag(name = "moderation", description = "Who may not speak, and who is kept out")
class ModerationResource {
    private final Decisions decisions;

    ModerationResource(Decisions decisions) {
        this.decisions = decisions;
    }

    @POST
    @Path("/mutes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "mute",
            summary = "Mute a user",
            description =
                    "The user may not speak on the topic, or anywhere if there is none, until it is"
                            + " over. A new one takes the place of the one before.")
    @APIResponse(
            responseCode = "200",
            description = "It holds",
            content = @Content(schema = @Schema(implementation = SanctionRecord.One.class)))
    @APIResponse(responseCode = "507", description = "There are too many sanctions")
    public SanctionRecord.One mute(
            @Valid SanctionRecord.@Nullable NewMute asked, @Context UriInfo uri) {
        return asked == null
                ? decisions.impose(Kind.MUTE, null, null, null, null, uri)
                : decisions.impose(
                        Kind.MUTE,
                        asked.userId(),
                        asked.topic(),
                        asked.seconds(),
                        asked.reason(),
                        uri);
    }

    @DELETE
    @Path("/mutes")
    @Operation(
            operationId = "unmute",
            summary = "Let a muted user speak again",
            description =
                    "Lifts the mute on the topic, or the one everywhere; others of the user stay.")
    @APIResponse(responseCode = "204", description = "It is lifted")
    @APIResponse(responseCode = "404", description = "There is none that holds")
    public void unmute(
            @Parameter(required = true, description = "id of the user") @QueryParam("user_id")
                    @Nullable String userId,
            @Parameter(description = "that of the mute; none for everywhere") @QueryParam("topic")
                    @Nullable String topic,
            @Context UriInfo uri) {
        decisions.lift(Kind.MUTE, userId, topic, uri);
    }

    @GET
    @Path("/mutes")
    @Operation(
            operationId = "listMutes",
            summary = "Who is muted",
            description = "Those that hold, in the order of the users; a page of them.")
    @APIResponse(
            responseCode = "200",
            description = "Those that hold",
            content = @Content(schema = @Schema(implementation = SanctionRecord.Page.class)))
    public SanctionRecord.Page mutes(
            @Parameter(description = "only users behind this one") @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(value = 1, message = "must be 1 to 1000")
                    @Max(value = 1000, message = "must be 1 to 1000")
                    int limit) {
        return decisions.list(Kind.MUTE, after, limit);
    }

    @POST
    @Path("/bans")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ban",
            summary = "Ban a user",
            description =
                    "The user is not let in, with whatever token, until it is over, and connections"
                            + " that are open are closed with 4003 within a second. A new one takes"
                            + " the place of the one before.")
    @APIResponse(
            responseCode = "200",
            description = "It holds",
            content = @Content(schema = @Schema(implementation = SanctionRecord.One.class)))
    @APIResponse(responseCode = "507", description = "There are too many sanctions")
    public SanctionRecord.One ban(
            @Valid SanctionRecord.@Nullable NewBan asked, @Context UriInfo uri) {
        return asked == null
                ? decisions.impose(Kind.BAN, null, null, null, null, uri)
                : decisions.impose(
                        Kind.BAN, asked.userId(), null, asked.seconds(), asked.reason(), uri);
    }

    @DELETE
    @Path("/bans")
    @Operation(
            operationId = "unban",
            summary = "Let a banned user in again",
            description = "With a token that is good.")
    @APIResponse(responseCode = "204", description = "It is lifted")
    @APIResponse(responseCode = "404", description = "There is none that holds")
    public void unban(
            @Parameter(required = true, description = "id of the user") @QueryParam("user_id")
                    @Nullable String userId,
            @Context UriInfo uri) {
        decisions.lift(Kind.BAN, userId, null, uri);
    }

    @GET
    @Path("/bans")
    @Operation(
            operationId = "listBans",
            summary = "Who is banned",
            description = "Those that hold, in the order of the users; a page of them.")
    @APIResponse(
            responseCode = "200",
            description = "Those that hold",
            content = @Content(schema = @Schema(implementation = SanctionRecord.Page.class)))
    public SanctionRecord.Page bans(
            @Parameter(description = "only users behind this one") @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(value = 1, message = "must be 1 to 1000")
                    @Max(value = 1000, message = "must be 1 to 1000")
                    int limit) {
        return decisions.list(Kind.BAN, after, limit);
    }
}
