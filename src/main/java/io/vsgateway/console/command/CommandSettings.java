package io.vsgateway.console.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/// Which commands are accepted, and how many.
@ConfigMapping(prefix = "vs.console.commands")
public interface CommandSettings {
    /// Commands per second of one connection, and the burst allowed after a pause; over REST, of
    /// one credential and address.
    @WithDefault("10")
    @Min(1)
    @Max(10000)
    int perSecond();

    /// This many commands over the rate within ten seconds count as abuse and close with 4429.
    @WithDefault("2000")
    @Min(1)
    @Max(1000000)
    int abuse();

    /// A regular expression (RE2 syntax); commands in which it is found are refused. Empty: none
    /// are refused. To stop the game, use `POST …/server/stop`, which does not count as a crash.
    @WithDefault("(?i)^/(stop|op|deop)\\b")
    Optional<String> blocked();

    /// A regular expression; if set, only commands in which it is found are accepted.
    Optional<String> allowed();

    /// A regular expression (RE2 syntax that a browser also understands); a page asks to confirm
    /// commands in which it is found. Empty: none.
    @WithDefault(
            "(?i)^/(kick|ban|op|deop|role|serverconfig|worldconfig|whitelist +off|player .*(role|privilege))\\b")
    Optional<String> confirm();

    /// Whether the game may be asked for the commands that it understands, once per run, when
    /// somebody wants to know.
    @WithDefault("true")
    boolean completion();

    /// Whether text that is not a command may be sent. Vintage Story shows it to all players as
    /// chat. Default: only for other dialects than `vintagestory`.
    Optional<Boolean> chat();
}
