package io.vsgateway.channel.bridge;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.console.command.CommandPolicy;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the settings of the bridge beyond what each declares for itself. The start
/// and `doctor` check the same.
public final class BridgeProblems {
    private BridgeProblems() {}

    /// One line for each problem, naming a variable.
    public static List<String> of(
            BridgeSettings settings, GameSettings game, Dialect dialect, CommandPolicy policy) {
        if (!game.enabled() || game.remote().isPresent()) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        if (settings.chatToGame()) {
            try {
                ChatCommand _ = ChatCommand.of(settings, game);
            } catch (ConfigurationException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (settings.consoleToChannels() && settings.timeEvery().isPresent()) {
            dialect.timeCommand()
                    .flatMap(policy::refusal)
                    .ifPresent(why ->
                            problems.add(
                                    "VS_BRIDGE_TIME_EVERY: the command that asks for the time would be refused: "
                                            + why));
        }
        return List.copyOf(problems);
    }
}
