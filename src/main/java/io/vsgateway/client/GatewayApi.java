package io.vsgateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.websocket.connection.Http;
import io.vsgateway.websocket.connection.UnixHttp;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.InvalidMessageException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gateway's REST interface, as far as a command line needs it. Answers whose fields may grow
/// are returned as JSON. Methods block and may be called from any thread; each throws a
/// `WebSocketException`: `ConnectionFailedException` if nothing answers,
/// [WebSocketTimeoutException] if it takes too long, [AuthenticationException] for 401 and 403,
/// [ProblemException] otherwise.
public final class GatewayApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Gateway gateway;
    private final Duration limit;
    private final Exchanges http;

    /// @param limit how long one call may take
    public GatewayApi(Gateway gateway, Duration limit) {
        this.gateway = gateway;
        this.limit = limit;
        http = Exchanges.with(gateway);
    }

    /// A page of the console's history.
    ///
    /// @param hasMore whether more matching lines are remembered in the requested direction
    /// @param missed lines after [ConsoleQuery#after()] that are no longer remembered
    public record History(List<ConsoleEvent.Line> lines, boolean hasMore, long missed) {}

    /// A one-time ticket for a WebSocket.
    public String ticket() throws InterruptedException {
        return ConsoleFrames.text(call("POST", "/auth/ws-token", null), "token");
    }

    /// Whether the credential is good, if there is one: of a WebSocket it would be said by its end
    /// alone.
    ///
    /// @throws AuthenticationException if it is not
    public void checkKey() throws InterruptedException {
        if (!gateway.key().isEmpty()) {
            me();
        }
    }

    /// The role and name of the credential.
    public JsonNode me() throws InterruptedException {
        return call("GET", "/auth/me", null);
    }

    /// What the game is doing.
    public JsonNode server() throws InterruptedException {
        return call("GET", "/server", null);
    }

    /// The gateway's process: `version`, `started_at`, and `binary` and `obstacle` if there are
    /// any.
    public JsonNode gateway() throws InterruptedException {
        return call("GET", "/gateway", null);
    }

    /// Lets the gateway restart in place. What is not possible now is a [ProblemException] with
    /// status 409.
    public void restartGateway() throws InterruptedException {
        call("POST", "/gateway/restart", null);
    }

    /// Starts or ends the game. What is not possible now is a [ProblemException] with status 409.
    ///
    /// @param action `start`, `stop`, `restart` or `kill`
    /// @param in when, at least a second and an hour at most, for `stop` and `restart`; null for
    ///   now
    /// @param announcement a command for the game by which the players are told of it, `{time}` in
    ///   it being what is left; empty for none
    /// @return what the game is doing then; it may not have begun yet
    public JsonNode control(String action, @Nullable Duration in, String announcement)
            throws InterruptedException {
        String query =
                in == null
                        ? ""
                        : "?in_seconds=" + in.toSeconds() + "&announce=" + encoded(announcement);
        return call("POST", "/server/" + action + query, null);
    }

    /// What was put off does not come. That there is nothing is a [ProblemException] with status
    /// 404.
    public void callOff() throws InterruptedException {
        call("DELETE", "/server/countdown", null);
    }

    /// What is known of the game's commands, and which of them a person must confirm. A gateway
    /// older than this call answers with 404.
    public JsonNode commands() throws InterruptedException {
        return call("GET", "/console/commands", null);
    }

    /// The latest actions, newest first.
    public JsonNode audit(int limit) throws InterruptedException {
        return call("GET", "/audit?limit=" + limit, null);
    }

    /// A page of who is connected, in the order of their ids.
    ///
    /// @param after the id that the page begins behind; empty for the first page
    /// @return `total`, `callers` and, unless it is the last page, `next`
    public JsonNode callers(String after) throws InterruptedException {
        return call("GET", "/callers?limit=1000&after=" + encoded(after), null);
    }

    /// Ends a connection. One that there is not is a [ProblemException] with status 404.
    public void closeCaller(String id) throws InterruptedException {
        call("DELETE", "/callers/" + encoded(id), null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public History history(ConsoleQuery query) throws InterruptedException {
        JsonNode page = call("GET", "/console/history" + query.parameters("lines", "after"), null);
        var lines = new ArrayList<ConsoleEvent.Line>();
        page.path("lines").forEach(line -> lines.add(ConsoleFrames.line(line)));
        return new History(
                List.copyOf(lines),
                page.path("has_more").asBoolean(),
                page.path("missed").asLong());
    }

    /// Sends a command to the game. A rejected one is a [ProblemException] with status 422 or 429.
    ///
    /// @param id 1 to 64 characters to identify it, or null
    /// @return its first receipt, `accepted`
    public ConsoleEvent.Receipt send(String command, @Nullable String id)
            throws InterruptedException {
        JsonNode receipt =
                call(
                        "POST",
                        "/console/command",
                        JSON.createObjectNode().put("command", command).put("id", id));
        return new ConsoleEvent.Receipt(
                "",
                ConsoleFrames.text(receipt, "id"),
                ConsoleFrames.text(receipt, "status"),
                ConsoleFrames.optional(receipt, "reason"),
                null);
    }

    /// Publishes an event on a channel.
    ///
    /// @param publication an object with `topic`, `event`, and whatever else the gateway accepts
    /// @return `event_id`, `timestamp` and `duplicate`
    public JsonNode publish(JsonNode publication) throws InterruptedException {
        return call("POST", "/publish", publication);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.http(path))
                        .header("Accept", "application/json, application/problem+json")
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (!gateway.key().isEmpty()) {
            request.header(Gateway.CREDENTIAL, gateway.credential());
        }
        try {
            String sent = body == null ? "" : body.toString();
            UnixHttp.Answer answer =
                    http.send(request.build(), sent.getBytes(StandardCharsets.UTF_8), limit);
            return answer.status() / 100 == 2 ? read(answer) : throwProblem(answer);
        } catch (HttpTimeoutException _) {
            throw new WebSocketTimeoutException("no answer from " + gateway, limit);
        } catch (IOException e) {
            throw Http.failure(gateway.toString(), e);
        }
    }

    private JsonNode read(UnixHttp.Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new InvalidMessageException(
                    gateway + " answered with something else than JSON", e);
        }
    }

    private JsonNode throwProblem(UnixHttp.Answer answer) {
        int status = answer.status();
        JsonNode problem = problem(answer.body());
        String detail = ConsoleFrames.text(problem, "detail");
        if (status == 401 || status == 403) {
            throw new AuthenticationException(
                    status, detail.isEmpty() ? gateway + " answered with " + status : detail, null);
        }
        String to = answer.location().isEmpty() ? "" : ", see " + answer.location();
        String title = ConsoleFrames.text(problem, "title");
        throw new ProblemException(
                status,
                title.isEmpty() ? gateway + " answered with " + status + to : title,
                detail);
    }

    private static JsonNode problem(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    /// Ends calls in progress.
    @Override
    public void close() {
        http.close();
    }
}
