package io.vsgateway.access.keys;

import io.smallrye.common.annotation.NonBlocking;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Right;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who am I, and a ticket please.
@ApplicationScoped
@NonBlocking
@Path("/api/v1alpha1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Right.SIGN_IN)
@SecurityScheme(
        securitySchemeName = "key",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key",
        description =
                "A key, a signed token (JWT), the token of a sign-in or a one-time ticket; `?api_key=` and `?token=` take them too")
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A key, a signed token (JWT), the token of a sign-in or a one-time ticket")
@Tag(name = "auth", description = "Who is calling; signing in, and one-time tickets for WebSockets")
class AuthResource {
    private final Tickets tickets;
    private final CurrentCaller current;
    private final Clocks clocks;

    AuthResource(Tickets tickets, CurrentCaller current, Clocks clocks) {
        this.tickets = tickets;
        this.current = current;
        this.clocks = clocks;
    }

    @POST
    @Path("/ws-token")
    @Operation(
            operationId = "createWsToken",
            summary = "Get a one-time ticket",
            description =
                    "Trades a key, a signed token or the token of a sign-in for a ticket that opens one WebSocket (`?token=…`, or the"
                            + " subprotocol pair `bearer, …`), so that the key stays out of URLs"
                            + " and logs. The ticket has the same role and claims, is good for one use"
                            + " and expires soon, or with the token or sign-in that bought it. A ticket does not buy another one.")
    @APIResponse(
            responseCode = "200",
            description = "The ticket; it is shown only here",
            content = @Content(schema = @Schema(implementation = WsToken.class)))
    @APIResponse(
            responseCode = "403",
            description = "Called with a ticket, or from a web page that is not allowed")
    @APIResponse(
            responseCode = "503",
            description = "Too many unused tickets; `Retry-After` says when to come back")
    public WsToken wsToken(@Context UriInfo uri) {
        Caller caller = current.caller();
        if (caller.proof() == Proof.TICKET) {
            String detail = "A ticket does not buy another ticket.";
            throw refused(Problem.of(Status.FORBIDDEN, detail, uri).response());
        }
        return switch (tickets.issue(caller.grant())) {
            case TicketIssue.Issued issued -> WsToken.of(issued, caller.role(), clocks.now());
            case TicketIssue.Full(Duration retryAfter) -> throw refused(full(retryAfter, uri));
        };
    }

    @GET
    @Path("/me")
    @Operation(
            operationId = "whoAmI",
            summary = "Who am I?",
            description = "The role, the name and the user of the credential that was presented.")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content = @Content(schema = @Schema(implementation = Me.class)))
    public Me me() {
        return Me.of(current.caller(), clocks.now());
    }

    private static WebApplicationException refused(Response response) {
        return new WebApplicationException(response);
    }

    private static Response full(Duration retryAfter, UriInfo uri) {
        String detail = "There are too many unused tickets.";
        return Response.fromResponse(Problem.of(Status.SERVICE_UNAVAILABLE, detail, uri).response())
                .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds() + 1)
                .build();
    }
}
