package io.vsgateway.game;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// The game: which one, and how to start, read, command, restart and stop it.
@ConfigMapping(prefix = "vs.game")
public interface GameSettings {
    /// What a game may be called.
    String NAME = "[A-Za-z0-9_.-]{1,64}";

    /// Whether there is a game at all; a gateway without one is there for the channels alone.
    @WithDefault("true")
    boolean enabled();

    /// The name under which other gateways on the same Redis show this gateway's game; default: it
    /// is not shared.
    Optional<@Pattern(regexp = NAME) String> name();

    /// The name under which another gateway shares its game, which is shown here; this gateway then
    /// has none of its own.
    Optional<@Pattern(regexp = NAME) String> remote();

    /// The command line that starts the game, split into words as a shell splits them (quotes and
    /// backslash), run without a shell.
    Optional<String> command();

    /// The folder in which the game starts; default: the gateway's own.
    Optional<Path> workingDir();

    /// `vintagestory`, or `plain` for any other game.
    @WithDefault("vintagestory")
    String dialect();

    /// Log files to follow instead of running the game, separated by commas.
    Optional<List<Path>> logFiles();

    /// A named pipe that leads to the standard input of a game whose log files are followed.
    Optional<Path> stdinFifo();

    /// A followed game whose log files are silent for this long is not ready; default: silence
    /// means nothing.
    Optional<@DurationMin(seconds = 1) Duration> silentAfter();

    /// Whether the command may return and leave the game running, as start scripts of daemons do.
    @WithDefault("false")
    boolean daemon();

    /// How the game is connected: over `pipes`, which end with the gateway, or over `files`, which
    /// let it outlive the gateway.
    @WithDefault("pipes")
    Io io();

    /// With `files`: the most that one output may be ahead of the gateway's reading; of more than
    /// that, the older part is skipped.
    @WithDefault("1G")
    MemorySize ioUnreadMax();

    /// What happens to the game when the gateway ends: `stop` (by the stop ladder) or `leave`.
    @WithDefault("stop")
    OnExit onExit();

    /// Whether the simulated game may run when neither a command nor log files are set.
    @WithDefault("true")
    boolean demo();

    @Valid
    Lines lines();

    @Valid
    Input input();

    @Valid
    Stop stop();

    @Valid
    Restart restart();

    @Valid
    Runs runs();

    @Valid
    Patterns patterns();

    /// How the game is connected.
    enum Io {
        PIPES,
        FILES
    }

    /// What happens to the game when the gateway ends.
    enum OnExit {
        STOP,
        LEAVE
    }

    /// How bytes become lines.
    interface Lines {
        /// A longer line is split into marked parts; nothing is lost.
        @WithDefault("64K")
        MemorySize maxBytes();

        /// An unfinished line, such as a prompt, is shown after this time.
        @WithDefault("200ms")
        @DurationMin(millis = 10)
        @DurationMax(seconds = 60)
        Duration partialAfter();

        /// The charset in which the game writes; commands are always sent in UTF-8.
        @WithDefault("utf-8")
        Encoding charset();
    }

    /// Charsets that games write in, limited to those in which line breaks can be found.
    enum Encoding {
        UTF_8(1),
        UTF_16LE(2),
        UTF_16BE(2),
        ISO_8859_1(1),
        WINDOWS_1252(1);

        private final int unit;

        Encoding(int unit) {
            this.unit = unit;
        }

        /// Bytes of the shortest character; every character starts at a multiple of this.
        public int unit() {
            return unit;
        }

        /// Whether the character at this place is a line break.
        public boolean isLineBreak(byte[] bytes, int at) {
            return switch (this) {
                case UTF_16LE -> bytes[at] == '\n' && bytes[at + 1] == 0;
                case UTF_16BE -> bytes[at] == 0 && bytes[at + 1] == '\n';
                default -> bytes[at] == '\n';
            };
        }
    }

    /// How commands reach the game.
    interface Input {
        /// The most bytes of one command with its newline, in UTF-8. Vintage Story reads 1024 at
        /// once.
        @WithDefault("1023")
        @Min(2)
        @Max(65536)
        int maxBytes();

        /// Shortest time between two commands.
        @WithDefault("100ms")
        @DurationMin(millis = 0)
        @DurationMax(seconds = 60)
        Duration gap();

        /// The most commands that may wait; the next one is rejected at once.
        @WithDefault("100")
        @Min(1)
        @Max(100000)
        int queue();

        /// A write that the game does not take within this time ends as `timed_out`.
        @WithDefault("5s")
        @DurationMin(millis = 100)
        @DurationMax(seconds = 300)
        Duration writeTimeout();

        /// A command whose echo is not seen within this time ends as `timed_out`.
        @WithDefault("5s")
        @DurationMin(millis = 100)
        @DurationMax(seconds = 300)
        Duration confirmTimeout();
    }

    /// The stop ladder: announce, save, stop command, SIGTERM, SIGKILL. An empty command skips its
    /// step.
    interface Stop {
        /// Sent first, to tell the players, such as `/announce Server stops in 10 seconds`;
        /// default: none.
        Optional<String> announce();

        /// Time between the announcement and the next step.
        @WithDefault("10s")
        @DurationMin(millis = 0)
        @DurationMax(hours = 1)
        Duration announceWait();

        /// Saves the world; default: none, as Vintage Story's stop command also saves.
        Optional<String> save();

        /// A regular expression that matches in the line that ends the save.
        @WithDefault("Offthread save of savegame done")
        String saveLine();

        /// Longest wait for that line.
        @WithDefault("30s")
        @DurationMin(millis = 0)
        @DurationMax(hours = 1)
        Duration saveWait();

        /// Ends the game; if empty, SIGTERM comes first.
        @WithDefault("/stop")
        Optional<String> command();

        /// Longest wait for the process to end after the stop command.
        @WithDefault("60s")
        @DurationMin(millis = 0)
        @DurationMax(hours = 1)
        @WithName("wait")
        Duration exitWait();

        /// Longest wait for the process to end after SIGTERM.
        @WithDefault("30s")
        @DurationMin(millis = 0)
        @DurationMax(hours = 1)
        Duration termWait();
    }

    /// How long a stop takes at most.
    final class StopTime {
        private StopTime() {}

        /// The sum of the waits of those steps that are set, up to SIGKILL.
        public static Duration longest(Stop stop) {
            Duration waits = stop.termWait();
            if (stop.announce().isPresent()) {
                waits = waits.plus(stop.announceWait());
            }
            if (stop.save().isPresent()) {
                waits = waits.plus(stop.saveWait());
            }
            return stop.command().isPresent() ? waits.plus(stop.exitWait()) : waits;
        }
    }

    /// After a crash.
    interface Restart {
        /// Whether a crashed game is started again.
        @WithDefault("true")
        boolean enabled();

        /// Wait before the first restart; it doubles with each further crash.
        @WithDefault("1s")
        @DurationMin(millis = 10)
        @DurationMax(hours = 1)
        Duration backoff();

        /// Longest wait before a restart.
        @WithDefault("60s")
        @DurationMin(millis = 10)
        @DurationMax(hours = 24)
        Duration backoffMax();

        /// This many crashes within the window end the attempts.
        @WithDefault("5")
        @Min(1)
        @Max(1000)
        int maxCrashes();

        /// The window in which crashes are counted; a run that lasts longer resets the wait.
        @WithDefault("10m")
        @DurationMin(seconds = 1)
        @DurationMax(hours = 24)
        Duration window();
    }

    /// What is remembered of ended runs.
    interface Runs {
        /// Number of runs.
        @WithDefault("10")
        @Min(1)
        @Max(1000)
        int kept();

        /// Last lines kept of each run.
        @WithDefault("50")
        @Min(0)
        @Max(10000)
        int lines();
    }

    /// The dialect `plain` in regular expressions (RE2 syntax), each searched for in a line. Unset
    /// ones do not match, except `echo`: without it, the first line after a command confirms the
    /// command.
    interface Patterns {
        /// The line that says that the game is ready; unset: the game is ready at its first line.
        Optional<String> ready();

        /// The line that says that the game ends; used only for a followed game.
        Optional<String> end();

        /// The first line of a record; the named group `category`, if any, is its category. Unset:
        /// every line is a record of its own.
        Optional<String> record();

        /// The echo of a command; the named group `command` is the command.
        Optional<String> echo();

        /// Lines of level `warn`.
        Optional<String> warn();

        /// Lines of level `error`.
        Optional<String> error();

        /// What stands directly behind a player's name where the audit log of Vintage Story tells
        /// of a death; what follows it says how. Only for that dialect.
        @WithDefault("\\s*(?:died\\. Death message:|已死亡。死亡消息：)")
        String death();
    }
}
