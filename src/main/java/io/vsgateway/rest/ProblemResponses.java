package io.vsgateway.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Adds to the OpenAPI document what holds for all methods, so that they need not repeat it: every
/// error is a [Problem], parameters and bodies may be wrong, and a method that is not for anyone
/// requires a credential and may refuse it. A method's own text and content for a status stay; a
/// method for anyone says so by an empty `@SecurityRequirements`.
///
/// It runs during the build of the gateway, in the build's own Java: it is compiled for an older
/// version.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
    @Override
    public Operation filterOperation(Operation operation) {
        APIResponses responses = operation.getResponses();
        if (operation.getSecurity() == null) {
            tell(responses, "401", "No credential, or none that is valid");
            tell(responses, "403", "The role may not do this, or the web page that calls may not");
            tell(responses, "429", "Too many wrong credentials came from there just now");
            for (String scheme : List.of("key", "bearer")) {
                operation.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(scheme));
            }
        }
        List<Parameter> parameters = operation.getParameters();
        if (parameters != null && !parameters.isEmpty()) {
            tell(responses, "400", "A parameter has a value that does not fit");
        }
        if (operation.getRequestBody() != null) {
            tell(responses, "400", "The body is not what is expected");
            tell(responses, "415", "The body is not application/json");
        }
        tell(responses, "500", "The gateway failed; its log has the cause");
        responses
                .getAPIResponses()
                .forEach((status, response) -> {
                    if (status.compareTo("400") >= 0 && response.getContent() == null) {
                        response.setContent(problem());
                    }
                });
        if (operation.getRequestBody() != null) {
            // Before it comes to any method: there is no Problem in it.
            tell(responses, "413", "The body has more than 256 KiB");
        }
        return operation;
    }

    private static void tell(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(
                    status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static Content problem() {
        var schema = OASFactory.createSchema().ref("Problem");
        return OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema));
    }
}
