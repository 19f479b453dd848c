package io.vsgateway.cli;

import io.quarkus.runtime.configuration.DurationConverter;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.doctor.SettingValues;
import io.vsgateway.game.left.LeftGame;
import io.vsgateway.game.left.LeftGame.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `vs-gateway end-game`: for `ExecStopPost=` of a systemd unit, and for an operator whose gateway
/// was killed.
@Command(
        name = "end-game",
        description = {
            "Ends the game that a gateway has left behind because it was killed: SIGTERM, by which a server saves,"
                    + " and SIGKILL after VS_GAME_STOP_WAIT and VS_GAME_STOP_TERM_WAIT together. Run it as the user and"
                    + " with the variables of the gateway. With VS_GAME_ON_EXIT=leave it does nothing; nor with"
                    + " VS_GAME_IO=files, if systemd says (SERVICE_RESULT) that the gateway has failed: the next one"
                    + " goes on with the game."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no game is left, or it is to be left",
            "1:a gateway runs; or the game did not end by itself",
            "2:a wrong argument or setting"
        })
final class EndGameCommand implements Callable<Integer> {
    /// What systemd says of a service that nobody wanted to end, and that `Restart=on-failure`
    /// brings back; see `SERVICE_RESULT` in systemd.exec(5).
    private static final Set<String> FAILED =
            Set.of("exit-code", "signal", "core-dump", "watchdog", "oom-kill");

    private final Surroundings surroundings;

    EndGameCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SettingValues settings = SettingValues.of(surroundings.environment());
        if (settings.get("VS_GAME_ON_EXIT", "stop").equalsIgnoreCase("leave")) {
            surroundings.out().println("a game is to be left running (VS_GAME_ON_EXIT)");
            return 0;
        }
        if (settings.get("VS_GAME_IO", "pipes").equalsIgnoreCase("files")
                && FAILED.contains(surroundings.environment().getOrDefault("SERVICE_RESULT", ""))) {
            surroundings.out().println("a game is left for the next gateway (VS_GAME_IO)");
            return 0;
        }
        Duration wait =
                time(settings, "VS_GAME_STOP_WAIT", "60s")
                        .plus(time(settings, "VS_GAME_STOP_TERM_WAIT", "30s"));
        try {
            return tell(LeftGame.end(Path.of(settings.get("VS_DATA_DIR", "data")), wait));
        } catch (IllegalStateException | IOException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()));
        }
    }

    private int tell(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Nothing() -> {
                surroundings.out().println("no game is left");
                yield 0;
            }
            case Outcome.Ended(long pid) -> {
                surroundings.out().printf("the game has ended after SIGTERM, pid %d%n", pid);
                yield 0;
            }
            case Outcome.Killed(long pid) ->
                    throw CommandFailure.failed(
                            "the game did not end in time and was killed, pid " + pid);
            case Outcome.StillRuns(long pid) ->
                    throw CommandFailure.failed("SIGKILL did not end the game, pid " + pid);
        };
    }

    private static Duration time(SettingValues settings, String variable, String preset) {
        String value = settings.get(variable, preset);
        try {
            return DurationConverter.parseDuration(value);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(variable + " is no time: " + value);
        }
    }
}
