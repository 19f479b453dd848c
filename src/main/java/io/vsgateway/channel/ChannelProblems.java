package io.vsgateway.channel;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.AccessPolicy;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the settings of the channels beyond what each declares for itself. The start
/// and `doctor` check the same.
public final class ChannelProblems {
    private static final long LEAST_MEMORY = 1024 * 1024;
    private static final long LEAST_MESSAGE = 1024;
    private static final long MOST_MESSAGE = 64 * 1024 * 1024;

    private ChannelProblems() {}

    /// One line for each problem, naming a variable.
    public static List<String> of(ChannelSettings settings) {
        var problems = new ArrayList<String>();
        access("VS_CHANNEL_ACCESS", settings.access(), problems);
        access("VS_CHANNEL_GAME_ACCESS", settings.game().access(), problems);
        access("VS_CHANNEL_CHAT_ACCESS", settings.chat().access(), problems);
        access("VS_CHANNEL_COMBAT_ACCESS", settings.combat().access(), problems);
        access("VS_CHANNEL_WORLD_ACCESS", settings.world().access(), problems);
        long message = settings.messageMaxBytes().asLongValue();
        if (message < LEAST_MESSAGE || message > MOST_MESSAGE) {
            problems.add("VS_CHANNEL_MESSAGE_MAX_BYTES must be 1K to 64M: " + message);
        }
        long memory = settings.memory().asLongValue();
        if (memory < LEAST_MEMORY) {
            problems.add("VS_CHANNEL_MEMORY must be at least 1M: " + memory);
        }
        return List.copyOf(problems);
    }

    private static void access(String variable, String value, List<String> problems) {
        try {
            AccessPolicy _ = AccessPolicy.of(variable, value);
        } catch (ConfigurationException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
