package io.vsgateway.console.command;

import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.settings.Live;
import io.vsgateway.settings.Reloadable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/// Creates the rules for commands from their settings, and anew when these change. What they depend
/// on of the game stays as it was at the start.
@ApplicationScoped
class CommandBeans implements Reloadable {
    private final GameSettings game;
    private final Dialect dialect;
    private final Live<CommandPolicy> policy;

    CommandBeans(CommandSettings commands, GameSettings game, Dialect dialect) {
        this.game = game;
        this.dialect = dialect;
        this.policy = new Live<>(new CommandPolicy(commands, game, dialect));
    }

    @Produces
    @Singleton
    Live<CommandPolicy> policy() {
        return policy;
    }

    @Override
    public Set<String> variables() {
        return Set.of(
                "VS_CONSOLE_COMMANDS_BLOCKED",
                "VS_CONSOLE_COMMANDS_ALLOWED",
                "VS_CONSOLE_COMMANDS_CONFIRM",
                "VS_CONSOLE_COMMANDS_CHAT");
    }

    @Override
    public Runnable prepare(SmallRyeConfig settings) {
        var now =
                new CommandPolicy(settings.getConfigMapping(CommandSettings.class), game, dialect);
        return () -> policy.set(now);
    }
}
