package io.vsgateway.channel;

import io.vsgateway.hub.TopicClass;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Duration;

/// How much each topic remembers.
final class TopicClasses {
    private static final long MIB = 1024 * 1024;

    private static final TopicClass SEVERAL = TopicClass.log(10_000, 16 * MIB, Duration.ofHours(1));

    private static final int BURST = Topics.MOST_AT_ONCE;

    private TopicClasses() {}

    static TopicClass of(TopicPattern topic) {
        if (topic.isWildcard()) {
            return SEVERAL;
        }
        String text = topic.text();
        return switch (text.substring(0, text.indexOf(':'))) {
            case "chat" -> TopicClass.log(1000, MIB, Duration.ofHours(24)).withBurst(BURST);
            case "room" -> TopicClass.log(100, MIB, Duration.ofHours(1)).withBurst(BURST).open();
            case "app" -> TopicClass.log(100, MIB, Duration.ofHours(1)).withBurst(BURST);
            case "user" -> TopicClass.inbox(100, MIB, Duration.ofDays(7)).withBurst(BURST);
            case "combat" -> TopicClass.kept(10_000, 4 * MIB, Duration.ofHours(24));
            case "game", "world" ->
                    TopicClass.log(100, MIB, Duration.ofMinutes(10)).withBurst(BURST);
            default -> TopicClass.log(20, MIB, Duration.ofMinutes(10)).withBurst(BURST);
        };
    }
}
