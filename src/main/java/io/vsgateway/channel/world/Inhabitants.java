package io.vsgateway.channel.world;

import io.vsgateway.wire.channel.ChannelMessage.Positions;
import java.util.Optional;

/// Others who are in the world, as a bean: neither a connection nor a back-end moves them.
public interface Inhabitants {
    /// Whether there can be any. If not, nobody asks where they are.
    boolean areThere();

    /// Where they are now; empty if nobody is there. It is asked once every tick, by the world's
    /// thread and only while somebody looks: it must not block. Who is left out has gone.
    Optional<Positions> now();
}
