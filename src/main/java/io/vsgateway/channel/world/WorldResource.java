package io.vsgateway.channel.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Family.Answer;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The world, for the game's back-end.
@Path("/api/v1alpha1/world")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "world", description = "Who is where")
public class WorldResource {
    @Inject WorldFamily world;
    @Inject CurrentCaller current;
    @Context UriInfo uri;

    @POST
    @Path("/positions")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "setPositions",
            summary = "Say where somebody is",
            description =
                    "{zone, moves: [{user_id, user?, x, y, z?}, …]}, as the message positions of a"
                            + " service's WebSocket: 1000 moves at most, of players, npcs or whatever"
                            + " moves. Those who are near see the latest in the next tick.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "204", description = "Taken")
    @APIResponse(responseCode = "507", description = "There are too many in the world")
    public Response positions(@Nullable ObjectNode body) {
        if (body == null) {
            return problem(Status.BAD_REQUEST, "The body is missing.");
        }
        return switch (ChannelMessage.positions(body)) {
            case ChannelMessage.Positions positions ->
                    answer(world.place(positions, current.caller()));
            case ChannelMessage.Invalid invalid -> bad(invalid.message());
            default -> throw new IllegalStateException("positions are read, or invalid");
        };
    }

    private Response answer(Answer answer) {
        if (!(answer instanceof Answer.Refuse refusal)) {
            return Response.noContent().build();
        }
        return refusal.code() == ErrorCode.LIMIT_REACHED
                ? problem(Problem.NO_ROOM, "There are too many in the world.")
                : bad(refusal.message());
    }

    private Response bad(String why) {
        return problem(Status.BAD_REQUEST, "Not taken: " + why + ".");
    }

    private Response problem(Response.StatusType status, String detail) {
        return Problem.of(status, detail, uri).response();
    }
}
