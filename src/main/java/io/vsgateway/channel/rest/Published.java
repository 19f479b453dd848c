package io.vsgateway.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of a publication.
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Published", description = "The event's place; or why it was not published")
public record Published(
        @JsonProperty("event_id") @Schema(examples = "k3f9x2-1042") @Nullable String eventId,
        @Nullable Instant timestamp,
        @Schema(description = "it was published before, under the same key")
                @Nullable Boolean duplicate,
        @Schema(description = "only in a batch: why this one was not published")
                @Nullable String error) {
    /// Several.
    @RegisterForReflection
    @Schema(name = "PublishedBatch", description = "One result for each publication, in order")
    public record Batch(List<Published> results) {}
}
