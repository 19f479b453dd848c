package io.vsgateway.ops.restart;

import io.quarkus.runtime.ImageMode;
import io.vertx.ext.web.RoutingContext;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The gateway itself over REST.
@Path("/api/v1alpha1/gateway")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "gateway", description = "The gateway's process")
public class GatewayResource {
    private static final String ACTION = "gateway restart";

    @Inject InPlace inPlace;

    @Inject
    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @Inject AuditLog audit;
    @Inject CurrentCaller current;
    @Inject RoutingContext request;
    @Context UriInfo uri;

    @GET
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "getGateway",
            summary = "The gateway's process",
            description =
                    "Its version, since when it runs, the native binary that it is, and why it cannot"
                            + " restart in place, if so.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = GatewayView.class)))
    public GatewayView gateway() {
        return new GatewayView(
                version,
                ProcessHandle.current().pid(),
                inPlace.startedAt(),
                ImageMode.current() == ImageMode.JVM
                        ? null
                        : ProcessHandle.current().info().command().orElse(null),
                inPlace.obstacle().orElse(null));
    }

    @POST
    @Path("/restart")
    @Allowed(Right.CONTROL_GAME)
    @Operation(
            operationId = "restartGateway",
            summary = "Restart the gateway in place",
            description =
                    "Closes all connections with 1001 and runs the program anew in the same process,"
                            + " with the settings that it was started with. The game goes on, which"
                            + " needs `VS_GAME_IO=files`.")
    @APIResponse(responseCode = "202", description = "It restarts")
    @APIResponse(responseCode = "409", description = "Not possible, and why")
    public Response restart() {
        Optional<String> obstacle = inPlace.announce();
        Caller caller = current.caller();
        if (obstacle.isPresent()) {
            String reason = obstacle.get();
            audit.refuse("gateway", caller, () -> entry(caller, "rejected", reason));
            return Problem.of(Status.CONFLICT, "Not possible: " + reason + ".", uri).response();
        }
        audit.add(entry(caller, "accepted", ""));
        // Who asks for it hears of it before the connection ends, unless he has gone meanwhile.
        request.addEndHandler(_ -> inPlace.begin());
        if (request.response().closed()) {
            inPlace.begin();
        }
        return Response.accepted().build();
    }

    private static AuditRecord entry(Caller caller, String result, String reason) {
        return AuditRecord.of("gateway", caller, null, null, ACTION, result, reason);
    }
}
