package io.vsgateway.console;

import io.vsgateway.access.Allowed;
import io.vsgateway.access.Problem;
import io.vsgateway.access.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who did what, over REST.
@Path("/api/v1alpha1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what")
public class AuditResource {
    private static final int MAX_LIMIT = 100_000;

    @Inject AuditLog audit;
    @Context UriInfo uri;

    @GET
    @Allowed(Role.ADMIN)
    @Operation(
            operationId = "getAudit",
            summary = "Read the latest audit records",
            description =
                    "The newest first, as many as VS_AUDIT_REMEMBERED. All of them are in the audit file.")
    @APIResponse(responseCode = "200", description = "The records")
    @APIResponse(
            responseCode = "401",
            description = "No credential, or none that is valid",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "403",
            description = "The role may not do this",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public List<AuditRecord> audit(
            @Parameter(description = "how many, 1 to 100000")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new WebApplicationException(
                    Problem.of(Status.BAD_REQUEST, "limit must be a number from 1 to 100000.", uri)
                            .response());
        }
        return audit.latest(limit);
    }
}
