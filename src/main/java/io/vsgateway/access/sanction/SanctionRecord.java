package io.vsgateway.access.sanction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Request and response bodies for sanctions.
final class SanctionRecord {
    private static final long MOST_SECONDS = 315_360_000;
    private static final String SECONDS = "must be 1 to 315360000";
    private static final String TEXT = "must have 1 to 128 characters";
    private static final String REASON = "must have 200 characters at most";

    private SanctionRecord() {}

    @RegisterForReflection
    @Schema(name = "NewBan", description = "Who is kept out, and for how long")
    public record NewBan(
            @Schema(examples = "u9")
                    @JsonProperty("user_id")
                    @Size(min = 1, max = 128, message = TEXT)
                    @Nullable String userId,
            @Schema(description = "1 second to 10 years", examples = "86400")
                    @Min(value = 1, message = SECONDS)
                    @Max(value = MOST_SECONDS, message = SECONDS)
                    @Nullable Long seconds,
            @Schema(examples = "cheating") @Size(max = 200, message = REASON)
                    @Nullable String reason) {}

    @RegisterForReflection
    @Schema(name = "NewMute", description = "Who may not speak, where, and for how long")
    public record NewMute(
            @Schema(examples = "u9")
                    @JsonProperty("user_id")
                    @Size(min = 1, max = 128, message = TEXT)
                    @Nullable String userId,
            @Schema(description = "where; everywhere if there is none", examples = "chat:global")
                    @Size(min = 1, max = 128, message = TEXT)
                    @Nullable String topic,
            @Schema(description = "1 second to 10 years", examples = "600")
                    @Min(value = 1, message = SECONDS)
                    @Max(value = MOST_SECONDS, message = SECONDS)
                    @Nullable Long seconds,
            @Schema(examples = "spam") @Size(max = 200, message = REASON)
                    @Nullable String reason) {}

    @RegisterForReflection
    @Schema(
            name = "NewRevocation",
            description =
                    "One token by its `jti`, or all tokens of a user that were issued up to now")
    public record NewRevocation(
            @Schema(examples = "5f7c2a") @Size(min = 1, max = 128, message = TEXT)
                    @Nullable String jti,
            @Schema(examples = "u9")
                    @JsonProperty("user_id")
                    @Size(min = 1, max = 128, message = TEXT)
                    @Nullable String userId,
            @Schema(
                            description =
                                    "how long it is remembered: as long as such tokens may last. 30 days"
                                            + " unless it is said",
                            examples = "2592000")
                    @Min(value = 1, message = SECONDS)
                    @Max(value = MOST_SECONDS, message = SECONDS)
                    @Nullable Long seconds,
            @Schema(examples = "stolen") @Size(max = 200, message = REASON)
                    @Nullable String reason) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Sanction", description = "What is held against a user or a token")
    public record One(
            @Schema(examples = "u9") @JsonProperty("user_id") @Nullable String userId,
            @Schema(examples = "5f7c2a") @Nullable String jti,
            @Schema(examples = "chat:global") @Nullable String topic,
            @Schema(examples = "2026-01-31T10:15:30.123Z") Instant at,
            @Schema(examples = "2026-01-31T10:25:30.123Z") Instant until,
            @Schema(description = "the user_id of who decided", examples = "key:admin") String by,
            @Schema(examples = "spam") @Nullable String reason) {
        static One of(Sanction sanction) {
            boolean isToken = sanction.kind() == Sanction.Kind.TOKEN;
            return new One(
                    isToken ? null : sanction.subject(),
                    isToken ? sanction.subject() : null,
                    sanction.topic(),
                    sanction.at(),
                    sanction.until(),
                    sanction.by(),
                    sanction.reason());
        }
    }

    @RegisterForReflection
    @Schema(name = "Sanctions", description = "Those that hold, in the order of their users")
    public record Page(
            List<One> sanctions,
            @Schema(description = "whether there are more behind the last one")
                    @JsonProperty("has_more")
                    boolean hasMore) {}
}
