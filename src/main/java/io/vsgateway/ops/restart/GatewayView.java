package io.vsgateway.ops.restart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The gateway's process, as `GET /gateway` tells it.
///
/// @param startedAt when the program began; another one after a restart in place
/// @param binary the native binary's file, to be replaced by an upgrade; null under Java
/// @param obstacle why it cannot restart in place; null if it can
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record GatewayView(
        String version,
        long pid,
        @JsonProperty("started_at") Instant startedAt,
        @Nullable String binary,
        @Nullable String obstacle) {}
