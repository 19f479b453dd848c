package io.vsgateway.channel.world;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gateway tells the others of those that are moved there.
///
/// @param node which gateway
/// @param wantsAll whether it wants to hear everything from the others
/// @param tellsAll whether what was known of its own before is to be forgotten
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Sighting(String node, boolean wantsAll, boolean tellsAll, List<One> ones) {
    Sighting {
        ones = List.copyOf(ones);
    }

    /// Where somebody is.
    ///
    /// @param zone null if they are there no more
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record One(
            String id,
            @Nullable String name,
            @Nullable String zone,
            double x,
            double y,
            @Nullable Double z) {
        static One of(Being being) {
            Place place = being.place();
            return new One(
                    being.id(), being.name(), being.zone().name(), place.x(), place.y(), place.z());
        }

        static One gone(String id) {
            return new One(id, null, null, 0, 0, null);
        }
    }
}
