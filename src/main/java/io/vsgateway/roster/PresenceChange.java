package io.vsgateway.roster;

import io.vsgateway.wire.channel.TopicName;
import java.util.List;

/// Who came into a topic and who left it since the last look.
///
/// @param told the connections that are in it now
public record PresenceChange(
        TopicName topic, List<Presence> joined, List<Presence> left, List<Connection> told) {}
