package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Kicked;
import io.vsgateway.channel.Node;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.CloseCode;
import jakarta.enterprise.event.Event;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is connected to the channels.
@Path("/api/v1alpha1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "channels")
public class RosterResource {
    @Inject Roster roster;
    @Inject Channels channels;
    @Inject ChannelAudit audit;
    @Inject Node node;
    @Inject CurrentCaller current;
    @Inject Event<Kicked> kicked;
    @Context UriInfo uri;

    /// Users that are connected.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectedUsers")
    public record Users(
            @Schema(description = "all that are connected") int count,
            List<String> users,
            @Schema(description = "the place to go on from; absent at the end")
                    @Nullable String next) {}

    /// One user.
    @RegisterForReflection
    @Schema(name = "ConnectedUser")
    public record User(
            @JsonProperty("user_id") String userId,
            boolean connected,
            List<ConnectionInfo> connections) {}

    /// How many were closed.
    @RegisterForReflection
    @Schema(name = "Disconnected")
    public record Closed(int connections) {}

    @GET
    @Path("/users")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getConnectedUsers",
            summary = "Who is connected?",
            description =
                    "Ids of users with at least one connection, in their order; a page of them.")
    @APIResponse(
            responseCode = "200",
            description = "Ids of users, in their order",
            content = @Content(schema = @Schema(implementation = Users.class)))
    public Users users(
            @Parameter(description = "only users behind this one") @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "at most so many")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    @Min(1)
                    @Max(1000)
                    int limit) {
        List<String> users = roster.users(after, limit);
        return new Users(roster.countUsers(), users, users.size() < limit ? null : users.getLast());
    }

    @GET
    @Path("/users/{user}")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getConnectedUser",
            summary = "Where is a user connected?",
            description = "All connections of one user, with what each follows.")
    @APIResponse(
            responseCode = "200",
            description = "The user's connections, if there are any",
            content = @Content(schema = @Schema(implementation = User.class)))
    public User user(@Parameter(description = "id of the user") @PathParam("user") String user) {
        List<ConnectionInfo> there = infos(roster.connections(user).stream());
        return new User(user, !there.isEmpty(), there);
    }

    private List<ConnectionInfo> infos(Stream<Connection> connections) {
        return connections.map(one -> ConnectionInfo.of(one, node)).toList();
    }

    @DELETE
    @Path("/users/{user}/connections")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "disconnectUser",
            summary = "Close all connections of a user",
            description =
                    "Each is closed with the code. The user may come back unless they are banned."
                            + " With 4003 it is told as a kick, in chat:global.")
    @APIResponse(
            responseCode = "200",
            description = "How many there were",
            content = @Content(schema = @Schema(implementation = Closed.class)))
    public Response disconnectUser(
            @Parameter(description = "id of the user") @PathParam("user") String user,
            @Parameter(description = "1000, 1001, 4001, 4003 or 4008")
                    @QueryParam("code")
                    @DefaultValue("1000")
                    @Schema(description = "1000, 1001, 4001, 4003 or 4008")
                    int code) {
        return code(code)
                .map(found -> {
                    int count = channels.disconnectUser(user, found);
                    audit.note("disconnect user " + user);
                    if (found == CloseCode.FORBIDDEN && count > 0) {
                        kicked.fire(new Kicked(user, current.caller()));
                    }
                    return Response.ok(new Closed(count)).build();
                })
                .orElseGet(this::noCode);
    }

    @GET
    @Path("/connections/{id}")
    @Allowed(Right.WATCH_CHANNELS)
    @Operation(
            operationId = "getConnection",
            summary = "What is a connection?",
            description = "Whose it is, since when, and what it follows.")
    @APIResponse(
            responseCode = "200",
            description = "The connection",
            content = @Content(schema = @Schema(implementation = ConnectionInfo.class)))
    @APIResponse(responseCode = "404", description = "There is none of that name")
    public Response connection(
            @Parameter(description = "the connection") @PathParam("id") String id) {
        return roster.connection(id)
                .map(one -> Response.ok(ConnectionInfo.of(one, node)).build())
                .orElseGet(this::notThere);
    }

    @DELETE
    @Path("/connections/{id}")
    @Allowed(Right.PUBLISH)
    @Operation(
            operationId = "disconnect",
            summary = "Close a connection",
            description =
                    "It is closed with the code. Its user may come back unless they are banned.")
    @APIResponse(responseCode = "204", description = "It is being closed")
    @APIResponse(responseCode = "404", description = "There is none of that name")
    public Response disconnect(
            @Parameter(description = "the connection") @PathParam("id") String id,
            @Parameter(description = "1000, 1001, 4001, 4003 or 4008")
                    @QueryParam("code")
                    @DefaultValue("1000")
                    @Schema(description = "1000, 1001, 4001, 4003 or 4008")
                    int code) {
        Optional<CloseCode> found = code(code);
        if (found.isEmpty()) {
            return noCode();
        }
        if (!channels.disconnect(id, found.get())) {
            return notThere();
        }
        audit.note("disconnect " + id);
        return Response.noContent().build();
    }

    private static Optional<CloseCode> code(int code) {
        return Stream.of(
                        CloseCode.NORMAL,
                        CloseCode.GOING_AWAY,
                        CloseCode.UNAUTHORIZED,
                        CloseCode.FORBIDDEN,
                        CloseCode.TOO_MANY_CONNECTIONS)
                .filter(one -> one.code() == code)
                .findFirst();
    }

    private Response noCode() {
        return Problem.of(
                        Status.BAD_REQUEST, "code is one of 1000, 1001, 4001, 4003 and 4008.", uri)
                .response();
    }

    private Response notThere() {
        return Problem.of(Status.NOT_FOUND, "There is no connection of that name.", uri).response();
    }
}
