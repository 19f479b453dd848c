package io.vsgateway.access.keys;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Right;
import io.vsgateway.access.net.PageCookie;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.log.LogFields;
import io.vsgateway.log.RationedLog;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/// Signing in and out: trades a key or the one-time link for the token of a sign-in, which is
/// called a session on the wire.
@ApplicationScoped
@NonBlocking
@Path("/api/v1alpha1/auth/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
class SignInResource {
    /// Most log lines a second: whoever has a key can sign in as often as they like.
    private static final int MAX_LINES = 20;

    private final RationedLog log =
            new RationedLog(MAX_LINES, Logger.getLogger(SignInResource.class)::info);
    private final SignIns signIns;
    private final CurrentCaller current;
    private final Clocks clocks;

    SignInResource(SignIns signIns, CurrentCaller current, Clocks clocks) {
        this.signIns = signIns;
        this.current = current;
        this.clocks = clocks;
    }

    @POST
    @Allowed(value = Right.SIGN_IN, byLink = true)
    @Operation(
            operationId = "signIn",
            summary = "Sign in",
            description =
                    "Trades a key, a signed token (JWT), or the secret of the one-time link that the gateway prints at"
                            + " its start, for a token that is taken wherever a key is, until it"
                            + " expires or is ended. A token buys one-time tickets, but no other"
                            + " sign-in. Sign-ins end with the gateway, and when there are too"
                            + " many, the oldest one does. With the header X-VS-Page the token comes"
                            + " in a cookie (HttpOnly, SameSite=Strict) for the path in it, such as"
                            + " `/`, and not in the body; the cookie counts only with that header.")
    @APIResponse(
            responseCode = "200",
            description = "The sign-in; its token is shown only here, or is in the cookie",
            content = @Content(schema = @Schema(implementation = SignIn.class)))
    @APIResponse(
            responseCode = "403",
            description =
                    "Called with a ticket or with the token of a sign-in, or from a web page that"
                            + " is not allowed")
    public Response begin(@Context HttpServerRequest http, @Context UriInfo uri) {
        Caller caller = current.caller();
        if (!caller.proof().buysSignIn()) {
            throw forbidden("A session begins with a key or with the one-time link.", uri);
        }
        tell("signed in", caller);
        SignIns.Issued issued = signIns.begin(caller.grant());
        SignIn signIn = SignIn.of(issued, caller.role(), clocks.now());
        RequestHead head = RequestHead.of(http);
        return PageCookie.page(head)
                .map(page -> PageCookie.keep(head, page, issued.token(), issued.ttl()))
                .map(cookie ->
                        Response.ok(signIn.withoutToken()).header(HttpHeaders.SET_COOKIE, cookie))
                .orElseGet(() -> Response.ok(signIn))
                .build();
    }

    @DELETE
    @Allowed(Right.SIGN_IN)
    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description =
                    "Ends the sign-in whose token is presented, and with it all that was bought with"
                            + " it: the token and its tickets are refused from then on, and"
                            + " WebSockets that it opened are closed with 4001.")
    @APIResponse(responseCode = "204", description = "It is ended")
    @APIResponse(
            responseCode = "403",
            description = "Called with something else than the token of a sign-in")
    public Response end(@Context HttpServerRequest http, @Context UriInfo uri) {
        RequestHead head = RequestHead.of(http);
        if (current.caller().proof() != Proof.SIGN_IN
                || !(Credential.of(head) instanceof Credential.Presented(String token, _))) {
            throw forbidden("Only the token of a session ends it.", uri);
        }
        signIns.end(token);
        tell("signed out", current.caller());
        return PageCookie.page(head)
                .map(page -> PageCookie.forget(head, page))
                .map(cookie -> Response.noContent().header(HttpHeaders.SET_COOKIE, cookie))
                .orElseGet(Response::noContent)
                .build();
    }

    private void tell(String what, Caller caller) {
        String who = caller.name() + " from " + caller.address();
        try (var _ = LogFields.of(caller.name(), caller.address())) {
            log.tell(what + who, () -> what + ": " + who);
        }
    }

    private static WebApplicationException forbidden(String detail, UriInfo uri) {
        return new WebApplicationException(Problem.of(Status.FORBIDDEN, detail, uri).response());
    }
}
