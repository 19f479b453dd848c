package io.vsgateway.channel.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gateway tells the others of its connections.
///
/// @param node which gateway
/// @param wantsAll whether it wants to hear everything from the others
/// @param tellsAll whether what was known of its connections before is to be forgotten
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record News(String node, boolean wantsAll, boolean tellsAll, List<One> ones) {
    News {
        ones = List.copyOf(ones);
    }

    enum Event {
        JOINED,
        LEFT,
        ENTERED,
        EXITED
    }

    /// Something that happened to a connection.
    ///
    /// @param known who it is, of one that has joined
    /// @param topic where, of one that has entered or left a topic
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record One(Event event, String id, Elsewhere.@Nullable Known known, @Nullable String topic) {}
}
