package io.vsgateway.console.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/// Which commands are taken, and how many.
@ConfigMapping(prefix = "vs.console.commands")
public interface CommandSettings {
    /// Commands per second of one connection, and as many at once after a pause; over REST, of one
    /// credential and address.
    @WithDefault("10")
    @Min(1)
    @Max(10000)
    int perSecond();

    /// This many commands over the rate within ten seconds are abuse and close with 4429.
    @WithDefault("2000")
    @Min(1)
    @Max(1000000)
    int abuse();

    /// A regular expression (syntax of RE2); commands in which it is found are refused. Empty: none
    /// is. To stop the game there is `POST …/server/stop`, which is not taken for a crash.
    @WithDefault("(?i)^/(stop|op|deop)\\b")
    Optional<String> blocked();

    /// A regular expression; if set, only commands in which it is found are taken.
    Optional<String> allowed();

    /// A regular expression (syntax of RE2 that a browser understands, too); a page has commands
    /// confirmed in which it is found. Empty: none.
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
