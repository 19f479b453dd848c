package io.vsgateway.game.dialect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.KnownCommand;
import io.vsgateway.game.LineSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Vintage Story's answer to `/help`: one line per command, in the markup of its chat.
///
/// ```
/// <code>/tp <i>&lt;source&gt;</i> <i>[target]</i></code> : Teleport somebody
/// ```
///
/// Only notifications count, as players can write anything into chat.
final class VintageStoryHelp implements Dialect.Help {
    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 300;
    private static final Pattern COMMAND =
            Pattern.compile("<code>\\s*(/[^<]*(?:<[^<]*)*?)</code>\\s*[:–-]?\\s*(.*)$");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Override
    public String command() {
        return "/help";
    }

    @Override
    public Function<ConsoleLine, Part> reader() {
        return new Answer();
    }

    /// Begins with the echo of the question and ends with the echo of another command, since the
    /// game takes one command after another. Other parts of the game may write in between. The
    /// answer consists of a notification directly after the echo, lines that describe a command,
    /// and further lines of their records.
    private final class Answer implements Function<ConsoleLine, Part> {
        private @Nullable LineSource source;
        private boolean isOver;
        private boolean isFirst = true;
        private boolean wasPart;

        @Override
        public Part apply(ConsoleLine line) {
            if (isOver || source != null && source != line.source()) {
                return Part.NONE;
            }
            String echoed = echoed(line);
            if (source == null) {
                if (!command().equals(echoed)) {
                    return Part.NONE;
                }
                source = line.source();
                return new Part(true, Optional.empty());
            }
            isOver = echoed != null;
            Optional<KnownCommand> command = read(line);
            boolean isHead = isFirst && isNotification(line);
            isFirst = false;
            wasPart = isHead || command.isPresent() || wasPart && line.continuation();
            return isOver ? Part.NONE : new Part(wasPart, command);
        }
    }

    private static boolean isNotification(ConsoleLine line) {
        return line.category().equals(VintageStoryPrefix.Type.NOTIFICATION.text);
    }

    /// The command that the line echoes; null if it echoes none.
    private static @Nullable String echoed(ConsoleLine line) {
        VintageStoryPrefix prefix = line.continuation() ? null : VintageStoryPrefix.of(line.text());
        if (prefix == null || prefix.type() != VintageStoryPrefix.Type.NOTIFICATION) {
            return null;
        }
        String message = EscapeSequences.without(line.text().substring(prefix.message())).strip();
        return message.startsWith(VintageStoryReader.ECHO)
                ? message.substring(VintageStoryReader.ECHO.length())
                : null;
    }

    /// The command that a line of the answer describes, if any.
    static Optional<KnownCommand> read(ConsoleLine line) {
        if (!isNotification(line)) {
            return Optional.empty();
        }
        Matcher found = COMMAND.matcher(line.text());
        if (!found.find()) {
            return Optional.empty();
        }
        String usage = plain(found.group(1));
        String name = usage.split(" ", 2)[0];
        return name.length() < 2 || name.length() > MAX_NAME
                ? Optional.empty()
                : Optional.of(
                        new KnownCommand(name, shortened(usage), shortened(plain(found.group(2)))));
    }

    private static String plain(String markup) {
        String text = TAG.matcher(markup).replaceAll("");
        // The ampersand last, so that nothing is unescaped twice.
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text = text.replace("&amp;", "&");
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
