package io.vsgateway.session.rest;

import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.session.Session;
import io.vsgateway.session.Sessions;
import io.vsgateway.wire.CloseCode;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Everybody who is connected, to the console as to the channels.
@Path("/api/v1alpha1/callers")
@Produces(MediaType.APPLICATION_JSON)
@Allowed(Right.MANAGE_CALLERS)
@Tag(name = "callers", description = "Who is connected")
public class CallersResource {
    @Inject Sessions sessions;
    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    @GET
    @Operation(
            operationId = "getCallers",
            summary = "Who is connected?",
            description =
                    "All WebSocket connections, of the console and of the channels, with the name of"
                            + " the credential and the address; a page of them.")
    @APIResponse(
            responseCode = "200",
            description = "The connections, in the order of their ids",
            content = @Content(schema = @Schema(implementation = CallerRecord.Page.class)))
    public CallerRecord.Page callers(
            @Parameter(description = "only those behind this id")
                    @QueryParam("after")
                    @DefaultValue("")
                    String after,
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(1)
                    @Max(1000)
                    int limit) {
        List<Session> page = sessions.list(after, limit);
        return new CallerRecord.Page(
                sessions.count(),
                page.stream().map(CallerRecord.One::of).toList(),
                page.size() < limit ? null : page.getLast().id());
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "closeCaller",
            summary = "End a connection",
            description =
                    "It is closed with 1000. Whoever it is may come back: to keep them out, take their"
                            + " credential away.")
    @APIResponse(responseCode = "204", description = "It is being closed")
    @APIResponse(responseCode = "404", description = "There is none of that id")
    public Response close(@Parameter(description = "its id") @PathParam("id") String id) {
        Optional<Session> found = sessions.find(id);
        if (found.isEmpty()) {
            return Problem.of(Status.NOT_FOUND, "There is no connection of that id.", uri)
                    .response();
        }
        String whose = found.get().caller().name();
        found.get().close(CloseCode.NORMAL);
        audit.add(
                AuditRecord.of(
                        "caller",
                        current.caller(),
                        null,
                        null,
                        "close " + id + " of " + whose,
                        "accepted",
                        null));
        return Response.noContent().build();
    }
}
