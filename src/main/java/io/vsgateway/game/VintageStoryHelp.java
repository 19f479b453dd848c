package io.vsgateway.game;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// What Vintage Story answers to `/help`: a line for each command, in the markup of its chat.
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
    public Function<ConsoleLine, Optional<KnownCommand>> reader() {
        var echoed = new AtomicBoolean();
        return line -> {
            if (isEcho(line)) {
                echoed.set(true);
            }
            return echoed.get() ? read(line) : Optional.empty();
        };
    }

    private boolean isEcho(ConsoleLine line) {
        VintageStoryPrefix prefix = line.continuation() ? null : VintageStoryPrefix.of(line.text());
        return prefix != null
                && prefix.type() == VintageStoryPrefix.Type.NOTIFICATION
                && EscapeSequences.without(line.text().substring(prefix.message()))
                        .strip()
                        .equals(VintageStoryReader.ECHO + command());
    }

    /// The command that a line of the answer describes, if it does.
    static Optional<KnownCommand> read(ConsoleLine line) {
        if (!line.category().equals(VintageStoryPrefix.Type.NOTIFICATION.text)) {
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
