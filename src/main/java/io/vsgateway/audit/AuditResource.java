package io.vsgateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.http.HttpServerRequest;
import io.vsgateway.access.Right;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.answer.Readings;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/// Who did what, over REST.
@Path("/api/v1alpha1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "Who did what")
public class AuditResource {
    private static final int MAX_LIMIT = 100_000;
    private static final String IN_BOUNDS = "must be a number from 1 to " + MAX_LIMIT;

    @Inject AuditLog audit;
    @Inject Readings readings;
    @Inject CurrentCaller current;
    @Inject ObjectMapper json;
    @Context UriInfo uri;

    @GET
    @Allowed(Right.READ_AUDIT)
    @Operation(
            operationId = "getAudit",
            summary = "Read the latest audit records",
            description =
                    "The newest first, as many as VS_AUDIT_REMEMBERED, also from before a restart. All"
                            + " of them are in the audit file.")
    @APIResponse(
            responseCode = "200",
            description = "The records",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = AuditRecord.class)))
    @APIResponse(responseCode = "429", description = "Too many answers are under way")
    public RestMulti<RawValue> audit(
            @Parameter(description = "how many")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(value = 1, message = IN_BOUNDS)
                    @Max(value = MAX_LIMIT, message = IN_BOUNDS)
                    int limit,
            @Context HttpServerRequest http) {
        return readings.json(
                        current.caller(),
                        http,
                        uri,
                        () -> new AuditPieces(audit.latest(limit), json))
                .build();
    }
}
