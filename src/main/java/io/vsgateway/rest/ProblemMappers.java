package io.vsgateway.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns errors of a REST call into a [Problem]. Clients get a constant text; the cause of an
/// unexpected error is logged, once, with a reference that the client gets too.
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int MAX_VIOLATIONS = 10;

    private final AtomicLong references = new AtomicLong();

    @ServerExceptionMapper
    public Response nothingThere(NotFoundException e, UriInfo uri, HttpServerRequest http) {
        return answered(e, uri, http);
    }

    @ServerExceptionMapper
    public Response answered(WebApplicationException e, UriInfo uri, HttpServerRequest http) {
        Response given = e.getResponse();
        boolean isAnswer = given.hasEntity() || given.getStatus() < 400;
        if (isAnswer || !Problem.path(uri).startsWith("/api/")) {
            return given;
        }
        if (e.getCause() instanceof JacksonException json) {
            return malformedJson(json, uri);
        }
        if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException) {
            return bad("A parameter has a value that does not fit.", uri);
        }
        if (given.getStatus() >= 500) {
            return unexpected(e, uri, http);
        }
        return Problem.of(given.getStatusInfo(), detail(given.getStatus()), uri).response();
    }

    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e, UriInfo uri) {
        return malformedJson(e, uri);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, UriInfo uri, HttpServerRequest http) {
        boolean isOurFault =
                e.getConstraintViolations().stream()
                        .flatMap(
                                v -> StreamSupport.stream(v.getPropertyPath().spliterator(), false))
                        .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
        if (isOurFault) {
            return unexpected(e, uri, http);
        }
        String detail =
                e.getConstraintViolations().stream()
                        .map(ProblemMappers::describe)
                        .sorted()
                        .limit(MAX_VIOLATIONS)
                        .collect(Collectors.joining("; ", "", "."));
        return bad(detail, uri);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e, UriInfo uri, HttpServerRequest http) {
        long reference = references.incrementAndGet();
        if (hasLeft(e, http)) {
            LOG.debugf(e, "The client of %s left", Problem.path(uri));
        } else {
            String path = Problem.path(uri);
            LOG.errorf(e, "%s %s failed, reference %d", http.method(), path, reference);
        }
        String detail = "The gateway failed; its log has the cause under reference %d.";
        return Problem.of(Status.INTERNAL_SERVER_ERROR, detail.formatted(reference), uri)
                .response();
    }

    /// Whether the client left before its answer. If its body breaks off, the thread that reads it
    /// may know before the response does.
    private static boolean hasLeft(Throwable e, HttpServerRequest http) {
        // A failure to write JSON is an IOException too, and our fault.
        boolean bodyBrokeOff =
                e instanceof IOException && !(e instanceof JacksonException) && !http.isEnded();
        return bodyBrokeOff || http.response().closed();
    }

    private static Response malformedJson(JacksonException e, UriInfo uri) {
        JsonLocation at = e.getLocation();
        String where =
                at == null ? "" : ": see line " + at.getLineNr() + ", column " + at.getColumnNr();
        return bad("The body is not the JSON that is expected" + where + ".", uri);
    }

    private static Response bad(String detail, UriInfo uri) {
        return Problem.of(Status.BAD_REQUEST, detail, uri).response();
    }

    private static String describe(ConstraintViolation<?> violation) {
        String name = "";
        for (Path.Node node : violation.getPropertyPath()) {
            name = node.getName() == null ? name : node.getName();
        }
        return onTheWire(name) + " " + violation.getMessage();
    }

    /// Such as `in_seconds` for what Java calls `inSeconds`.
    private static String onTheWire(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not know that method.";
            case 406 -> "There is no answer of the media type asked for.";
            case 413 -> "The body is too large.";
            case 415 -> "The body is not of a media type that is understood.";
            default -> "The request was not understood.";
        };
    }
}
