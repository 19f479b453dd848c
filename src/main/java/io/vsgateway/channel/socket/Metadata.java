package io.vsgateway.channel.socket;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.wire.channel.ChannelMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What clients say of themselves, as a JSON object.
final class Metadata {
    /// Nothing.
    static final String NONE = "{}";

    private Metadata() {}

    /// An object of texts; empty if it is too long.
    static Optional<String> of(Map<String, String> members) {
        var object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::put);
        String text = object.toString();
        return text.getBytes(StandardCharsets.UTF_8).length <= ChannelMessage.Metadata.MAX_BYTES
                ? Optional.of(text)
                : Optional.empty();
    }
}
