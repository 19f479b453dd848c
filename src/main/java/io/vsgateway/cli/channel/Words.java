package io.vsgateway.cli.channel;

import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a command line: a gateway's address, if the first of them is one, and the others. A
/// topic such as `room:8080` could also be a host and a port; then it is taken as the topic.
///
/// @param url null for the gateway on this machine
record Words(@Nullable String url, List<String> others) {
    static Words of(List<String> words) {
        if (words.isEmpty()
                || !GatewayWord.isAddress(words.getFirst())
                || TopicName.parse(words.getFirst()).isPresent()) {
            return new Words(null, words);
        }
        return new Words(words.getFirst(), words.subList(1, words.size()));
    }
}
