package io.vsgateway.game.dialect;

import io.vsgateway.game.Level;
import org.jspecify.annotations.Nullable;

/// What comes before the message of a Vintage Story record:
///
/// ```
/// 28.1.2024 15:43:12 [Server Event]     standard output
/// 28.1.2024 15:43:12 [Event]            log files
/// 15:43:12 [Server Event]               old versions
/// [Server Event]                        without a time stamp
/// [Fatal]                               the same, for what is wrong only
/// ```
///
/// Escape sequences may precede each part; CRs and a byte order mark may also precede the first.
/// Only the game's own types count, so `[1] name` in a list is not a record. A bare `[Event]`,
/// which anybody may write into a multi-line text, does not count, while a bare `[Fatal]` can do no
/// more than raise an alarm.
///
/// @param message where the message begins in the text, after escape sequences
record VintageStoryPrefix(Type type, int message) {
    private static final Type[] TYPES = Type.values();
    private static final String SERVER = "Server ";
    private static final String TIME = "00:00:00 ";

    /// The prefix of `text`, or null if it begins no record.
    static @Nullable VintageStoryPrefix of(String text) {
        int start = EscapeSequences.skipUnseen(text);
        int timed = afterTime(text, afterDate(text, start));
        int tag = EscapeSequences.skip(text, timed);
        if (tag >= text.length() || text.charAt(tag) != '[') {
            return null;
        }
        boolean server = text.startsWith(SERVER, tag + 1);
        int name = server ? tag + 1 + SERVER.length() : tag + 1;
        for (Type type : TYPES) {
            int end = name + type.text.length();
            if (end < text.length()
                    && text.charAt(end) == ']'
                    && text.startsWith(type.text, name)) {
                boolean trusted = server || timed > start || type.level.compareTo(Level.WARN) >= 0;
                return trusted ? before(text, end + 1, type) : null;
            }
        }
        return null;
    }

    private static @Nullable VintageStoryPrefix before(String text, int end, Type type) {
        int at = EscapeSequences.skip(text, end);
        if (at == text.length()) {
            return new VintageStoryPrefix(type, at);
        }
        return text.charAt(at) == ' '
                ? new VintageStoryPrefix(type, EscapeSequences.skip(text, at + 1))
                : null;
    }

    /// The place after `d.M.yyyy `, or `at` if there is none or no time follows it.
    private static int afterDate(String text, int at) {
        int month = afterDigits(text, at, 1, 2, '.');
        int year = month < 0 ? -1 : afterDigits(text, month, 1, 2, '.');
        int end = year < 0 ? -1 : afterDigits(text, year, 4, 4, ' ');
        return end < 0 || afterTime(text, end) == end ? at : end;
    }

    /// The place after `HH:mm:ss `, or `at` if there is none.
    private static int afterTime(String text, int at) {
        if (at + TIME.length() > text.length()) {
            return at;
        }
        for (int i = 0; i < TIME.length(); i++) {
            char c = text.charAt(at + i);
            char form = TIME.charAt(i);
            if (form == '0' ? !isDigit(c) : c != form) {
                return at;
            }
        }
        return at + TIME.length();
    }

    /// The place after `least` to `most` digits and `end`, or -1.
    private static int afterDigits(String text, int at, int least, int most, char end) {
        int i = at;
        while (i < text.length() && i - at < most && isDigit(text.charAt(i))) {
            i++;
        }
        return i - at >= least && i < text.length() && text.charAt(i) == end ? i + 1 : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// The types of the game's log.
    enum Type {
        NOTIFICATION("Notification", Level.INFO),
        CHAT("Chat", Level.INFO),
        EVENT("Event", Level.INFO),
        DEBUG("Debug", Level.DEBUG),
        VERBOSE_DEBUG("VerboseDebug", Level.DEBUG),
        WARNING("Warning", Level.WARN),
        ERROR("Error", Level.ERROR),
        FATAL("Fatal", Level.FATAL),
        AUDIT("Audit", Level.INFO),
        BUILD("Build", Level.INFO),
        STORY_EVENT("StoryEvent", Level.INFO),
        WORLDGEN("Worldgen", Level.INFO);

        final String text;
        final Level level;

        Type(String text, Level level) {
            this.text = text;
            this.level = level;
        }
    }
}
