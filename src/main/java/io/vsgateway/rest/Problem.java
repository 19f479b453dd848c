package io.vsgateway.rest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An error answer of the REST interface (RFC 9457). Every resource answers its errors with it.
///
/// @param type the kind of problem; `about:blank` means that the status says it all
/// @param title the status in words
/// @param status the HTTP status, 400 to 599
/// @param detail one sentence for the reader; never from an exception's message
/// @param instance the path of the request, without its query, which may hold a secret
@RegisterForReflection
@Schema(name = "Problem", description = "An error, as RFC 9457 describes it")
public record Problem(
        @Schema(examples = "about:blank") String type,
        @Schema(examples = "Unauthorized") String title,
        @Schema(examples = "401") int status,
        @Schema(examples = "Not authorised: no credential was presented.") String detail,
        @Schema(examples = "/api/v1alpha1/auth/me") String instance) {
    /// The media type of a problem.
    public static final String MEDIA_TYPE = "application/problem+json";

    /// Something is full. [Response.Status] does not know it.
    public static final Response.StatusType NO_ROOM =
            new Response.StatusType() {
                @Override
                public int getStatusCode() {
                    return 507;
                }

                @Override
                public Response.Status.Family getFamily() {
                    return Response.Status.Family.SERVER_ERROR;
                }

                @Override
                public String getReasonPhrase() {
                    return "Insufficient Storage";
                }
            };

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of an error: " + status);
        }
    }

    /// The path of a request, percent-encoded: also of one without a `Host`, of which the platform
    /// knows no address.
    public static String path(UriInfo uri) {
        try {
            String anywhere = "http://localhost";
            URI there = new URI("http", "localhost", uri.getPath(), null);
            return there.toASCIIString().substring(anywhere.length());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A problem described by its status.
    public static Problem of(Response.StatusType status, String detail, UriInfo uri) {
        return at(path(uri), status, detail);
    }

    /// The same, for an answer that is made when its request is gone.
    ///
    /// @param path of the request
    public static Problem at(String path, Response.StatusType status, String detail) {
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, path);
    }

    /// The response with this problem as its body.
    public Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
