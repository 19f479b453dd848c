package io.vsgateway.console.command;

import com.google.re2j.Pattern;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.input.CommandText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that a command must meet before it gets near the game. Immutable, any thread.
public class CommandPolicy {
    private final Dialect dialect;
    private final int lineBytes;
    private final boolean chat;
    private final Optional<Pattern> blocked;
    private final Optional<Pattern> allowed;
    private final Optional<Pattern> confirm;
    private final Optional<String> stop;
    private final boolean isFollowed;

    public CommandPolicy(CommandSettings commands, GameSettings game, Dialect dialect) {
        this.dialect = dialect;
        this.lineBytes = game.input().maxBytes();
        this.chat = commands.chat().orElse(dialect.commandPrefix().isEmpty());
        this.blocked = Patterns.fromSetting("VS_CONSOLE_COMMANDS_BLOCKED", commands.blocked());
        this.allowed = Patterns.fromSetting("VS_CONSOLE_COMMANDS_ALLOWED", commands.allowed());
        this.confirm = Patterns.fromSetting("VS_CONSOLE_COMMANDS_CONFIRM", commands.confirm());
        this.stop = game.stop().command().or(dialect::stopCommand);
        this.isFollowed = game.logFiles().filter(files -> !files.isEmpty()).isPresent();
    }

    /// The longest command in UTF-8, without its newline.
    int maxBytes() {
        return lineBytes - 1;
    }

    /// Whether text that is not a command may be sent.
    boolean takesChat() {
        return chat;
    }

    /// How a command begins; empty if the game has no such rule.
    String prefix() {
        return dialect.commandPrefix();
    }

    /// An expression that matches commands which should be confirmed first.
    Optional<String> confirm() {
        return confirm.map(Pattern::pattern);
    }

    /// What is wrong with the gateway's own commands, one line each. Clients may be forbidden to
    /// send these commands, but they go into the same game.
    public List<String> problems(GameSettings.Stop stop) {
        var problems = new ArrayList<String>();
        check("VS_GAME_STOP_ANNOUNCE", stop.announce(), problems);
        check("VS_GAME_STOP_SAVE", stop.save(), problems);
        check("VS_GAME_STOP_COMMAND", stop.command(), problems);
        return List.copyOf(problems);
    }

    private void check(String variable, Optional<String> command, List<String> problems) {
        command.map(this::fault)
                .ifPresent(why -> problems.add("%s cannot be sent: %s".formatted(variable, why)));
    }

    /// Why a command that the gateway itself is to send to the game, like any client, would be
    /// refused; empty if it would not be.
    public Optional<String> refusal(String command) {
        return switch (judge(command)) {
            case CommandVerdict.Refused(String why) -> Optional.of(why);
            case CommandVerdict.Allowed _ -> Optional.empty();
        };
    }

    /// Judges a command as a client sent it, after removing one line break at its end.
    CommandVerdict judge(String text) {
        String command = withoutLineBreak(text);
        String fault = fault(command);
        if (fault != null) {
            return new CommandVerdict.Refused(fault);
        }
        String looks = PlainLook.of(command);
        if (blocked.filter(pattern -> isIn(command, pattern) || isIn(looks, pattern)).isPresent()) {
            return new CommandVerdict.Refused(
                    "blocked by policy" + (isStop(looks) ? insteadOfStop() : ""));
        }
        if (allowed.filter(pattern -> !isIn(command, pattern)).isPresent()) {
            return new CommandVerdict.Refused("not among the allowed commands");
        }
        return new CommandVerdict.Allowed(command);
    }

    /// Why the game would not take it as a command; null if it would.
    private @Nullable String fault(String command) {
        String fault = CommandText.fault(command, lineBytes);
        if (fault != null || chat) {
            return fault;
        }
        // An operator may require the slash even where the game does not.
        boolean isBare = dialect.commandPrefix().isEmpty() && !command.startsWith("/");
        return isBare ? "commands begin with /" : dialect.insteadOfCommand(command);
    }

    private static String withoutLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") || text.endsWith("\r")
                ? text.substring(0, text.length() - 1)
                : text;
    }

    private static boolean isIn(String text, Pattern pattern) {
        return pattern.matcher(text).find();
    }

    private String insteadOfStop() {
        return isFollowed
                ? ": the game is run by others, who stop it"
                : ": stop the game with POST /api/v1alpha1/server/stop";
    }

    private boolean isStop(String command) {
        return stop.filter(own -> command.regionMatches(true, 0, own, 0, own.length())).isPresent();
    }
}
