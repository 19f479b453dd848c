package io.vsgateway.ops;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.access.AccessSettings;
import io.vsgateway.access.keys.KeySettings;
import io.vsgateway.access.token.TokenSettings;
import io.vsgateway.channel.ChannelProblems;
import io.vsgateway.channel.ChannelSettings;
import io.vsgateway.channel.bridge.BridgeProblems;
import io.vsgateway.channel.bridge.BridgeSettings;
import io.vsgateway.channel.chat.ChatSettings;
import io.vsgateway.channel.chat.WordFile;
import io.vsgateway.connection.DomainSocket;
import io.vsgateway.connection.SocketSettings;
import io.vsgateway.console.command.CommandPolicy;
import io.vsgateway.console.command.CommandSettings;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.dialect.Dialects;
import io.vsgateway.schedule.ScheduleProblems;
import io.vsgateway.schedule.ScheduleSettings;
import io.vsgateway.session.SessionSettings;
import io.vsgateway.webhook.Receiver;
import io.vsgateway.webhook.WebhookSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules between settings, beyond what each setting declares for itself. The start and `doctor`
/// check the same ones.
public final class SettingRules {
    private static final long LEAST_UNREAD = 16L << 20;
    private static final long MOST_UNREAD = 1L << 40;

    private SettingRules() {}

    /// What is wrong, one line per problem, naming a variable and no secret. The configuration must
    /// contain the mappings.
    ///
    /// @throws io.smallrye.config.ConfigValidationException if a setting is not valid by itself
    public static List<String> problems(SmallRyeConfig config) {
        var problems =
                new ArrayList<>(
                        AccessProblems.of(
                                config.getConfigMapping(AccessSettings.class),
                                config.getConfigMapping(KeySettings.class),
                                config.getConfigMapping(TokenSettings.class)));
        problems.addAll(
                problems(
                        config.getConfigMapping(GameSettings.class),
                        config.getConfigMapping(CommandSettings.class),
                        config.getConfigMapping(SessionSettings.class),
                        config.getConfigMapping(OpsSettings.class)));
        problems.addAll(
                schedules(
                        config.getConfigMapping(ScheduleSettings.class),
                        config.getConfigMapping(GameSettings.class),
                        config.getConfigMapping(CommandSettings.class)));
        problems.addAll(ChannelProblems.of(config.getConfigMapping(ChannelSettings.class)));
        problems.addAll(
                bridge(
                        config.getConfigMapping(BridgeSettings.class),
                        config.getConfigMapping(GameSettings.class),
                        config.getConfigMapping(CommandSettings.class)));
        DomainSocket.problem(config.getConfigMapping(SocketSettings.class))
                .ifPresent(problems::add);
        webhooks(config.getConfigMapping(WebhookSettings.class)).ifPresent(problems::add);
        WordFile.problem(config.getConfigMapping(ChatSettings.class)).ifPresent(problems::add);
        return List.copyOf(problems);
    }

    static List<String> problems(
            GameSettings game, CommandSettings commands, SessionSettings session, OpsSettings ops) {
        var problems = new ArrayList<String>();
        problems.addAll(stop(game, ops));
        problems.addAll(commands(game, commands));
        long unread = game.ioUnreadMax().asLongValue();
        if (unread < LEAST_UNREAD || unread > MOST_UNREAD) {
            problems.add(
                    "VS_GAME_IO_UNREAD_MAX must be 16M to 1T (1099511627776), not %d bytes"
                            .formatted(unread));
        }
        if (session.silenceTimeout().compareTo(session.pingInterval()) <= 0) {
            problems.add(
                    "VS_SESSION_SILENCE_TIMEOUT (%s) must be longer than the time between two pings (%s)"
                            .formatted(
                                    seconds(session.silenceTimeout()),
                                    seconds(session.pingInterval())));
        }
        return List.copyOf(problems);
    }

    /// A game that others run is not ended, nor is one that is to be left running, or none.
    private static List<String> stop(GameSettings game, OpsSettings ops) {
        boolean followed = game.logFiles().filter(files -> !files.isEmpty()).isPresent();
        Duration ladder = GameSettings.StopTime.longest(game.stop());
        if (followed
                || !game.enabled()
                || game.remote().isPresent()
                || game.onExit() == GameSettings.OnExit.LEAVE
                || ops.shutdownGrace().compareTo(ladder) >= 0) {
            return List.of();
        }
        return List.of(
                "VS_OPS_SHUTDOWN_GRACE (%s) must not be shorter than the waits of the stop ladder together (%s): the game would be killed while it saves"
                        .formatted(seconds(ops.shutdownGrace()), seconds(ladder)));
    }

    private static List<String> commands(GameSettings game, CommandSettings commands) {
        try {
            return new CommandPolicy(commands, game, Dialects.of(game)).problems(game.stop());
        } catch (ConfigurationException | IllegalArgumentException e) {
            // An invalid expression, or an unknown dialect.
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    static List<String> bridge(BridgeSettings bridge, GameSettings game, CommandSettings commands) {
        try {
            Dialect dialect = Dialects.of(game);
            var policy = new CommandPolicy(commands, game, dialect);
            return BridgeProblems.of(bridge, game, dialect, policy);
        } catch (ConfigurationException | IllegalArgumentException _) {
            // Told already.
            return List.of();
        }
    }

    private static List<String> schedules(
            ScheduleSettings schedules, GameSettings game, CommandSettings commands) {
        CommandPolicy policy;
        try {
            policy = new CommandPolicy(commands, game, Dialects.of(game));
        } catch (ConfigurationException | IllegalArgumentException _) {
            // Told already.
            return List.of();
        }
        boolean isFollowed = game.logFiles().filter(files -> !files.isEmpty()).isPresent();
        return ScheduleProblems.of(schedules, game.enabled() && !isFollowed, policy);
    }

    private static Optional<String> webhooks(WebhookSettings settings) {
        try {
            List<Receiver> _ = Receiver.of(settings);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
