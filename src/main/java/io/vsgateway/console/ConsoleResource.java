package io.vsgateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.http.HttpServerRequest;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.console.command.Commands;
import io.vsgateway.console.command.RestRates;
import io.vsgateway.feed.Position;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Receipt;
import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.ConsoleProblems;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.rest.answer.ReadSettings;
import io.vsgateway.rest.answer.Readings;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.Format;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/// The console over REST: its lines, and commands.
@Path("/api/v1alpha1/console")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "console", description = "What the game's console said, and commands for it")
public class ConsoleResource {
    private static final int MAX_LINES = 10_000;
    private static final String IN_BOUNDS = "must be a number from 1 to " + MAX_LINES;

    @Inject ConsoleBuffer console;
    @Inject ConsoleSettings settings;
    @Inject ReadSettings reads;
    @Inject Commands commands;
    @Inject RestRates rates;
    @Inject Readings readings;
    @Inject CurrentCaller current;
    @Inject ObjectMapper json;
    @Context UriInfo uri;

    @GET
    @Path("/history")
    @Allowed(Right.WATCH_CONSOLE)
    @Operation(
            operationId = "getConsoleHistory",
            summary = "Read what the console said",
            description =
                    "The last lines that are remembered and match, oldest first; with `before` the"
                            + " last ones before a line, with `after` the first ones behind it.")
    @APIResponse(
            responseCode = "200",
            description = "The lines",
            content = @Content(schema = @Schema(implementation = ConsoleRecord.History.class)))
    @APIResponse(responseCode = "400", description = "A parameter is out of its bounds")
    @APIResponse(
            responseCode = "422",
            description = "The expression takes too long over what is remembered")
    @APIResponse(responseCode = "429", description = "Too many answers are under way")
    public RestMulti<RawValue> history(
            @Parameter(description = "how many; default VS_CONSOLE_HISTORY_LINES")
                    @QueryParam("lines")
                    @Min(value = 1, message = IN_BOUNDS)
                    @Max(value = MAX_LINES, message = IN_BOUNDS)
                    @Nullable Integer lines,
            @Parameter(description = "id of a line: only lines before it") @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "id of a line: only lines behind it") @QueryParam("after")
                    @Nullable String after,
            @Parameter(
                            description = "least level: debug, info, warn, error or fatal",
                            example = "warn")
                    @QueryParam("level")
                    @Nullable String level,
            @Parameter(
                            description = "regular expression (RE2), at most 256 characters",
                            example = "joins|left")
                    @QueryParam("grep")
                    @Nullable String grep,
            @Context HttpServerRequest http) {
        int count = lines == null ? settings.historyLines() : lines;
        try {
            var filter = LineFilter.of(level, grep);
            var wanted =
                    new HistoryPage.Wanted(
                            count, position("after", after), position("before", before), filter);
            View view = view();
            return readings.json(
                            current.caller(),
                            http,
                            uri,
                            () ->
                                    new HistoryPage(
                                            console.feed(),
                                            view,
                                            wanted,
                                            reads.time().toNanos(),
                                            json))
                    .build();
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage() + ".");
        }
    }

    @GET
    @Path("/download")
    @Produces(MediaType.TEXT_PLAIN)
    @Allowed(Right.WATCH_CONSOLE)
    @Operation(
            operationId = "downloadConsole",
            summary = "Download all that is remembered",
            description =
                    "As text, `[time] line` on each line, cleaned for showing, or as JSON objects,"
                            + " one on each line.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/plain"),
                @Content(mediaType = "application/x-ndjson")
            })
    @APIResponse(responseCode = "429", description = "Too many answers are under way")
    public RestMulti<String> download(
            @Parameter(description = "text or json") @QueryParam("format") @DefaultValue("text")
                    String formatName,
            @Context HttpServerRequest http) {
        Format format =
                Format.named(formatName).orElseThrow(() -> bad("format must be text or json."));
        View view = view();
        String name = "console." + (format == Format.JSON ? "jsonl" : "log");
        return readings.text(
                        current.caller(),
                        http,
                        uri,
                        () -> new Download(console.feed(), view, format))
                .header(
                        HttpHeaders.CONTENT_TYPE,
                        format == Format.JSON ? "application/x-ndjson" : "text/plain;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    @POST
    @Path("/command")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allowed(Right.SEND_COMMANDS)
    @Operation(
            operationId = "sendCommand",
            summary = "Send a command to the game",
            description =
                    "202 says that it is queued. What became of it can be read here by the same"
                            + " id, and in the audit.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ConsoleRecord.Command.class),
                            examples =
                                    @ExampleObject(
                                            name = "time",
                                            value = "{\"command\":\"/time\"}")))
    @APIResponse(
            responseCode = "202",
            description = "It waits in the queue",
            content = @Content(schema = @Schema(implementation = ConsoleRecord.ReceiptBody.class)))
    @APIResponse(responseCode = "422", description = "It was rejected, and why")
    @APIResponse(responseCode = "429", description = "Too many commands per second")
    @APIResponse(
            responseCode = "504",
            description = "The gateway that has the game did not answer; the game may have got it")
    public CompletionStage<Response> command(@Valid ConsoleRecord.@Nullable Command request) {
        if (request == null || request.command() == null) {
            throw bad("The body must be an object with a command.");
        }
        String id = Objects.requireNonNullElseGet(request.id(), () -> UUID.randomUUID().toString());
        Caller caller = current.caller();
        var sender = new Commands.Sender(caller, null, id);
        if (!rates.allows(caller)) {
            commands.refuse(sender, request.command(), "too many commands per second", _ -> {});
            return CompletableFuture.completedStage(
                    Problem.of(Status.TOO_MANY_REQUESTS, "Too many commands per second.", uri)
                            .response());
        }
        // The game may be another gateway's: then nothing of the request is there any more.
        String here = Problem.path(uri);
        var first = new CompletableFuture<Receipt>();
        commands.send(sender, request.command(), first::complete);
        return first.thenApply(receipt -> answer(id, receipt, here));
    }

    @GET
    @Path("/command")
    @Allowed(Right.SEND_COMMANDS)
    @Operation(
            operationId = "getCommand",
            summary = "Read how far a command has come",
            description =
                    "A command of the same caller, as far as the audit remembers it (VS_AUDIT_REMEMBERED),"
                            + " also if the gateway was restarted since.")
    @APIResponse(
            responseCode = "200",
            description = "Its last receipt; unknown if nobody knows",
            content = @Content(schema = @Schema(implementation = ConsoleRecord.ReceiptBody.class)))
    @APIResponse(responseCode = "400", description = "There is no id, or it is too long")
    public CompletionStage<ConsoleRecord.ReceiptBody> outcome(
            @Parameter(description = "that of the command", example = "restart-7") @QueryParam("id")
                    @Nullable String id) {
        if (id == null || !ClientMessage.isGoodId(id)) {
            throw bad("id must have 1 to " + ClientMessage.MAX_ID + " characters.");
        }
        return commands.outcome(current.caller(), id)
                .thenApply(outcome ->
                        new ConsoleRecord.ReceiptBody(
                                id, outcome.status(), outcome.reason(), outcome.line()));
    }

    private static Response answer(String id, Receipt receipt, String here) {
        return switch (receipt) {
            case Receipt.Rejected(String reason) ->
                    Problem.at(
                                    here,
                                    ConsoleProblems.UNPROCESSABLE,
                                    "The command was rejected: " + reason + ".")
                            .response();
            case Receipt.TimedOut(String reason) ->
                    Problem.at(here, Status.GATEWAY_TIMEOUT, "Nobody knows: " + reason + ".")
                            .response();
            case Receipt.Accepted _, Receipt.Written _, Receipt.Confirmed _ ->
                    Response.accepted(
                                    new ConsoleRecord.ReceiptBody(id, receipt.status(), null, null))
                            .build();
        };
    }

    private View view() {
        View view = View.of(current.caller(), settings);
        if (view == View.NONE) {
            throw new WebApplicationException(
                    Problem.of(Status.FORBIDDEN, "The role may not see the console.", uri)
                            .response());
        }
        return view;
    }

    private @Nullable Position position(String name, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        return Position.parse(id)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not the id of a line"));
    }

    private WebApplicationException bad(String detail) {
        return ConsoleProblems.bad(detail, uri);
    }
}
