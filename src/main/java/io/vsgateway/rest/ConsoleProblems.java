package io.vsgateway.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

/// Refusals of the console's REST methods, as problem details.
public final class ConsoleProblems {
    /// RFC 9110, 15.5.21; the API's own list of statuses lacks it.
    public static final Response.StatusType UNPROCESSABLE =
            new Response.StatusType() {
                @Override
                public int getStatusCode() {
                    return 422;
                }

                @Override
                public Status.Family getFamily() {
                    return Status.Family.CLIENT_ERROR;
                }

                @Override
                public String getReasonPhrase() {
                    return "Unprocessable Content";
                }
            };

    private ConsoleProblems() {}

    public static WebApplicationException bad(String detail, UriInfo uri) {
        return new WebApplicationException(Problem.of(Status.BAD_REQUEST, detail, uri).response());
    }

    public static WebApplicationException tooCostly(UriInfo uri) {
        String detail =
                "The expression takes too long over what is remembered: ask for less, by `before`"
                        + " or `after`, or more simply.";
        return new WebApplicationException(Problem.of(UNPROCESSABLE, detail, uri).response());
    }

    public static WebApplicationException full(String detail, UriInfo uri) {
        return new WebApplicationException(
                Response.fromResponse(Problem.of(Status.TOO_MANY_REQUESTS, detail, uri).response())
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build());
    }
}
