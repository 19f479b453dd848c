package io.vsgateway.cli.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.named.NamedKey;
import io.vsgateway.cli.options.Surroundings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vs-gateway key list`: which keys there are, without anything to guess them by.
@Command(name = "list", description = "Lists the keys: name, role, when each ends, its commands.")
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final InstantSource clock;

    @Mixin private FileOption file = new FileOption();

    @Option(names = "--json", description = "One object for each key, in a line.")
    private boolean json;

    ListCommand(Surroundings surroundings) {
        this(surroundings, InstantSource.system());
    }

    ListCommand(Surroundings surroundings, InstantSource clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        for (NamedKey key : file.read(surroundings)) {
            surroundings.out().println(json ? object(key, now) : row(key, now));
        }
        return 0;
    }

    private static String row(NamedKey key, Instant now) {
        String end =
                key.expiresAt()
                        .map(time -> (key.isOver(now) ? "ended " : "until ") + time)
                        .orElse("lasting");
        String commands =
                key.commands().isEmpty() ? "" : "  only " + String.join(" or ", key.commands());
        return "%-32s  %-7s  %s%s".formatted(key.name(), key.role().wireName(), end, commands);
    }

    private static ObjectNode object(NamedKey key, Instant now) {
        ObjectNode object =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", key.name())
                        .put("role", key.role().wireName())
                        .put("expired", key.isOver(now));
        key.expiresAt().ifPresent(end -> object.put("expires_at", end.toString()));
        if (!key.commands().isEmpty()) {
            var commands = object.putArray("commands");
            key.commands().forEach(commands::add);
        }
        return object;
    }
}
