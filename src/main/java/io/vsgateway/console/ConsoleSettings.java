package io.vsgateway.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Watching the console and sending it commands.
@ConfigMapping(prefix = "vs.console")
public interface ConsoleSettings {
    /// Lines of history that a client gets on connect, unless it asks for another number.
    @WithDefault("100")
    @Min(1)
    @Max(10000)
    int historyLines();

    /// What a caller with the role monitor sees: `none`, or the console `redacted`, with addresses,
    /// player uids and secrets masked. It may never send commands.
    @WithDefault("none")
    MonitorView monitorView();

    @Valid
    Commands commands();

    @Valid
    Reads reads();

    /// What monitors see of the console.
    enum MonitorView {
        NONE,
        REDACTED
    }

    /// What answers of REST that may be long, those of history, download and audit, may take.
    interface Reads {
        /// Answers under way for one credential and address.
        @WithDefault("4")
        @Min(1)
        @Max(1000)
        int perCaller();

        /// Answers under way in all.
        @WithDefault("16")
        @Min(1)
        @Max(10000)
        int total();

        /// How long a thread may look for the lines of one answer; an expression that takes longer
        /// is refused.
        @WithDefault("5s")
        @DurationMin(millis = 10)
        @DurationMax(minutes = 5)
        Duration time();
    }

    /// Which commands are taken.
    interface Commands {
        /// Commands per second of one connection, and as many at once after a pause; over REST, of
        /// one credential and address.
        @WithDefault("10")
        @Min(1)
        @Max(10000)
        int perSecond();

        /// This many commands over the rate within ten seconds are abuse and close with 4429.
        @WithDefault("2000")
        @Min(1)
        @Max(1000000)
        int abuse();

        /// A regular expression (syntax of RE2); commands in which it is found are refused. Empty:
        /// none is. To stop the game there is `POST …/server/stop`, which is not taken for a crash.
        @WithDefault("(?i)^/(stop|op|deop)\\b")
        Optional<String> blocked();

        /// A regular expression; if set, only commands in which it is found are taken.
        Optional<String> allowed();

        /// A regular expression (syntax of RE2 that a browser understands, too); a page asks back
        /// for commands in which it is found. Empty: for none.
        @WithDefault(
                "(?i)^/(kick|ban|op|deop|role|serverconfig|worldconfig|whitelist +off|player .*(role|privilege))\\b")
        Optional<String> confirm();

        /// Whether the game may be asked for the commands that it understands, once for each of its
        /// runs, when somebody wants to know.
        @WithDefault("true")
        boolean completion();

        /// Whether text that is not a command may be sent. Vintage Story shows it to all players as
        /// chat. Default: only for other dialects than `vintagestory`.
        Optional<Boolean> chat();
    }
}
