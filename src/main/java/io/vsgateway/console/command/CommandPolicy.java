package io.vsgateway.console.command;

import com.google.re2j.Pattern;
import io.quarkus.runtime.Startup;
import io.vsgateway.game.GameSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that a command must keep before it comes near the game. It has no state. It is made at
/// the start, so that a wrong expression stops the start and not the first command.
@Startup
@ApplicationScoped
public class CommandPolicy {
    private final int maxBytes;
    private final boolean chat;
    private final Optional<Pattern> blocked;
    private final Optional<Pattern> allowed;
    private final Optional<Pattern> confirm;
    private final String prefix;

    public CommandPolicy(CommandSettings commands, GameSettings game) {
        this.maxBytes = game.input().maxBytes() - 1;
        this.chat = commands.chat().orElse(!game.dialect().equals("vintagestory"));
        this.blocked = Patterns.fromSetting("VS_CONSOLE_COMMANDS_BLOCKED", commands.blocked());
        this.allowed = Patterns.fromSetting("VS_CONSOLE_COMMANDS_ALLOWED", commands.allowed());
        this.confirm = Patterns.fromSetting("VS_CONSOLE_COMMANDS_CONFIRM", commands.confirm());
        this.prefix = game.dialect().equals("vintagestory") ? "/" : "";
    }

    /// The longest command in UTF-8, without its newline.
    int maxBytes() {
        return maxBytes;
    }

    /// Whether text that is not a command may be sent.
    boolean takesChat() {
        return chat;
    }

    /// How a command begins; empty if the game has no such rule.
    String prefix() {
        return prefix;
    }

    /// Found in commands that had better be confirmed first.
    Optional<String> confirm() {
        return confirm.map(Pattern::pattern);
    }

    /// What is wrong with the gateway's own commands, a line for each: they may be what clients may
    /// not send, but go into the same game.
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

    /// Judges the text of a command as it came from a client. One line break at its end is taken
    /// off.
    CommandVerdict judge(String text) {
        String command = withoutLineBreak(text);
        String fault = fault(command);
        if (fault != null) {
            return new CommandVerdict.Refused(fault);
        }
        String looks = PlainLook.of(command);
        if (blocked.filter(pattern -> isIn(command, pattern) || isIn(looks, pattern)).isPresent()) {
            return new CommandVerdict.Refused(
                    isStop(looks)
                            ? "blocked by policy: stop the game with POST /api/v1alpha1/server/stop"
                            : "blocked by policy");
        }
        if (allowed.filter(pattern -> !isIn(command, pattern)).isPresent()) {
            return new CommandVerdict.Refused("not among the allowed commands");
        }
        return new CommandVerdict.Allowed(command);
    }

    /// Why no game would take it as a command; null if one would.
    private @Nullable String fault(String command) {
        if (command.isBlank()) {
            return "the command is empty";
        }
        Optional<Integer> size = utf8Size(command);
        if (size.isEmpty()) {
            return "the command is not valid Unicode";
        }
        if (size.get() > maxBytes) {
            return "the command is %d bytes long, at most %d are allowed"
                    .formatted(size.get(), maxBytes);
        }
        // A line break would smuggle a second command past the other checks.
        if (command.codePoints().anyMatch(CommandPolicy::isControl)) {
            return "the command has a line break or control character in it";
        }
        // It would show to people as another command than the one that the game reads.
        if (command.codePoints().anyMatch(CommandPolicy::turnsText)) {
            return "the command has a character in it that turns the direction of text";
        }
        if (!chat && !command.startsWith("/")) {
            return command.startsWith(".")
                    ? "the game ignores what begins with a dot"
                    : "commands begin with /, this would be public chat";
        }
        return null;
    }

    private static String withoutLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") || text.endsWith("\r")
                ? text.substring(0, text.length() - 1)
                : text;
    }

    /// Empty if there is half a surrogate pair in it, which JSON can smuggle in.
    private static Optional<Integer> utf8Size(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Optional.of(bytes.remaining());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// Embeddings, overrides, isolates and marks, as UAX #9 has them.
    private static boolean turnsText(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isIn(String text, Pattern pattern) {
        return pattern.matcher(text).find();
    }

    private static boolean isStop(String command) {
        return command.regionMatches(true, 0, "/stop", 0, 5);
    }
}
