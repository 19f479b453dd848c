package io.vsgateway.terminal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.vsgateway.game.Game;
import io.vsgateway.rest.AllowedToAnyone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What the page needs to know before anybody has signed in.
@ApplicationScoped
@NonBlocking
@Path("/api/v1alpha1/terminal")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "terminal", description = "The web console's page")
class TerminalResource {
    private final TerminalSettings settings;
    private final PublicAddressSettings address;
    private final Game game;
    private final String version;

    TerminalResource(
            TerminalSettings settings,
            PublicAddressSettings address,
            Game game,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        this.address = address;
        this.game = game;
        this.version = version;
    }

    @GET
    @Path("/settings")
    @AllowedToAnyone
    @SecurityRequirements
    @Operation(
            operationId = "getTerminalSettings",
            summary = "What the page has to know before a sign-in",
            description = "Needs no credential and tells no secret.")
    @APIResponse(
            responseCode = "200",
            description = "The settings",
            content = @Content(schema = @Schema(implementation = PageSettings.class)))
    public PageSettings settings() {
        boolean isDemo = game.report().mode().equals("demo");
        return new PageSettings(
                settings.title(), isDemo, version, address.publicUrl().orElse(null));
    }

    /// What the page needs to know.
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TerminalSettings", description = "What the page has to know")
    public record PageSettings(
            @Schema(examples = "vs-gateway") String title,
            @Schema(description = "whether the game is the simulated one") boolean demo,
            @Schema(description = "of the gateway", examples = "0.1.0") String version,
            @Schema(
                            description = "where people reach it, if that is set (VS_PUBLIC_URL)",
                            examples = "https://example.org/vs/")
                    @Nullable String url) {}
}
