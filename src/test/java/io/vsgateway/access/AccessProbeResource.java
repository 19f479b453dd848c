package io.vsgateway.access;

import io.vsgateway.rest.Allowed;
import io.vsgateway.rest.AllowedToAnyone;
import io.vsgateway.rest.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A resource with everything that can go wrong, for `ProblemMappersIT`.
@Path("/api/v1alpha1/access-probe")
class AccessProbeResource {
    @Inject CurrentCaller current;

    @GET
    @Path("/forgotten")
    @Operation(hidden = true)
    public String forgotten() {
        return "nobody reads this";
    }

    @GET
    @Path("/open")
    @AllowedToAnyone
    @Operation(hidden = true)
    public String open() {
        return "hello";
    }

    @GET
    @Path("/address")
    @Allowed(Right.WATCH_GAME)
    @Operation(hidden = true)
    public String address() {
        return current.caller().address().text();
    }

    @GET
    @Path("/lines")
    @Allowed(Right.CONTROL_GAME)
    @Operation(hidden = true)
    public String lines(@QueryParam("lines") @Max(10) int lines) {
        return "lines: " + lines;
    }

    @POST
    @Path("/echo")
    @Allowed(Right.CONTROL_GAME)
    @Operation(hidden = true)
    public String echo(@Valid Body body) {
        return body.text();
    }

    @GET
    @Path("/broken")
    @Allowed(Right.CONTROL_GAME)
    @Operation(hidden = true)
    public String broken() {
        throw new IllegalStateException("inner workings");
    }

    @GET
    @Path("/unavailable")
    @Allowed(Right.CONTROL_GAME)
    @Operation(hidden = true)
    public String unavailable() {
        throw new WebApplicationException("inner workings", 503);
    }

    @POST
    @Path("/unwritable")
    @Allowed(Right.CONTROL_GAME)
    @Operation(hidden = true)
    public Unwritable unwritable() {
        return new Unwritable();
    }

    /// No JSON can be made of it.
    static final class Unwritable {
        public String getText() {
            throw new IllegalStateException("inner workings");
        }
    }

    record Body(@NotBlank @Nullable String text, int count) {}
}
