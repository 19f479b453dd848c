package io.vsgateway.access.sanction;

import io.vsgateway.access.Right;
import io.vsgateway.access.sanction.Sanction.Kind;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Revokes tokens over REST, before they expire by themselves.
@ApplicationScoped
@Path("/api/v1alpha1/auth/revocations")
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Right.SANCTION)
@Tag(name = "auth")
class RevocationResource {
    private static final long USUAL_SECONDS = Duration.ofDays(30).toSeconds();

    private final Decisions decisions;

    RevocationResource(Decisions decisions) {
        this.decisions = decisions;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "revoke",
            summary = "Take tokens back",
            description =
                    "One token by its `jti`, or all of a user that were issued up to now (those"
                            + " without `iat`, too). They and what they bought are refused from then"
                            + " on, and connections that they opened are closed with 4001 within a"
                            + " second. It cannot be lifted: a new token is good.")
    @APIResponse(
            responseCode = "200",
            description = "They are good no more",
            content = @Content(schema = @Schema(implementation = SanctionRecord.One.class)))
    @APIResponse(responseCode = "507", description = "There are too many sanctions")
    public SanctionRecord.One revoke(
            @Valid SanctionRecord.@Nullable NewRevocation asked, @Context UriInfo uri) {
        if (asked == null || (asked.jti() == null) == (asked.userId() == null)) {
            String detail = "The body must be an object with either jti or user_id.";
            throw new WebApplicationException(
                    Problem.of(Status.BAD_REQUEST, detail, uri).response());
        }
        long seconds = Objects.requireNonNullElse(asked.seconds(), USUAL_SECONDS);
        return asked.jti() != null
                ? decisions.impose(Kind.TOKEN, asked.jti(), null, seconds, asked.reason(), uri)
                : decisions.impose(Kind.USER, asked.userId(), null, seconds, asked.reason(), uri);
    }
}
