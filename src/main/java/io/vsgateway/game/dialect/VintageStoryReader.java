package io.vsgateway.game.dialect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vsgateway.game.GameEvent;
import io.vsgateway.game.Level;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the lines of one stream of Vintage Story, by what is the same in all languages of the
/// game:
///
/// ```
/// [Server Notification] Entering runphase RunGame
/// [Server Event] Dedicated Server now running on Port 42420 and all ips!
/// [Server Notification] Handling Console Command /list clients
/// [Server Notification] List of online Players
/// [1] Erney [::1]:41206
/// [Server Notification] Client 1 uid 6dff07bf-0000 attempting identification. Name: Erney
/// [Server Event] Client 1 disconnected.
/// [Server Event] Stopped the server!
/// ```
///
/// Each is an event only at the beginning of a record's own message, and only in a notification or
/// an event. The expressions of the settings may match anywhere in a record, so they are not
/// applied to records with the words of players (chat, audit) or to the echo of what somebody
/// typed.
///
/// Somebody who is refused after the identification counts as playing until disconnected. A list
/// corrects what is known only if somebody is on it: an empty list cannot be told from another line
/// when the language is not known.
final class VintageStoryReader extends RecordReader {
    static final String ECHO = "Handling Console Command ";

    private static final int MAX_NAME = 64;
    private static final String RUNPHASE = "Entering runphase ";
    private static final String READY = "Dedicated Server now running on Port ";
    private static final String STOPPED = "Stopped the server!";
    private static final String CLIENT = "Client ";
    private static final String LIST = "/list clients";
    private static final Pattern PHASE = Pattern.compile("\\w+");
    private static final Pattern CAME =
            Pattern.compile(
                    "^Client (\\d{1,9}) uid \\S+ attempting identification\\. Name: (.*\\S)");
    private static final Pattern LEFT = Pattern.compile("^Client (\\d{1,9}) disconnected\\b");
    private static final Pattern ROW =
            Pattern.compile("^\\[(\\d{1,9})] (.*\\S) \\S+:\\d{1,5}\\s*$");

    /// Where the lines are in the answer to `/list clients`.
    private enum Listing {
        NONE,
        ASKED,
        HEADED,
        LISTED
    }

    private final @Nullable Pattern ready;
    private final Pattern saved;
    private final Wanted wanted;

    /// The prefix of the present record; null before the first one.
    private @Nullable VintageStoryPrefix prefix;

    private Listing listing = Listing.NONE;

    VintageStoryReader(LineSource source, VintageStoryDialect.Patterns patterns, Wanted wanted) {
        super(source);
        this.ready = patterns.ready();
        this.saved = patterns.saved();
        this.wanted = wanted;
    }

    @Override
    boolean begins(String line) {
        VintageStoryPrefix found = VintageStoryPrefix.of(line);
        if (found != null) {
            prefix = found;
        }
        return found != null;
    }

    @Override
    Level level() {
        return prefix == null ? Level.INFO : prefix.type().level;
    }

    @Override
    String category() {
        return prefix == null ? "" : prefix.type().text;
    }

    @Override
    List<GameEvent> events(String line, boolean begins, boolean news, boolean ended) {
        if (!ended) {
            return List.of();
        }
        VintageStoryPrefix record = prefix;
        if (record == null) {
            // Nobody can chat before the game has said its first word.
            return withWordings(null, line, 0);
        }
        if (!begins) {
            GameEvent row =
                    record.type() == VintageStoryPrefix.Type.NOTIFICATION ? row(line) : null;
            return row == null ? List.of() : List.of(row);
        }
        return switch (record.type()) {
            case NOTIFICATION, EVENT -> own(record, line);
            case CHAT, AUDIT -> List.of();
            default -> withWordings(null, line, record.message());
        };
    }

    /// The events of a record in the game's own words.
    private List<GameEvent> own(VintageStoryPrefix record, String line) {
        int message = record.message();
        boolean isNotification = record.type() == VintageStoryPrefix.Type.NOTIFICATION;
        if (isNotification && line.startsWith(ECHO, message)) {
            String command =
                    EscapeSequences.without(line.substring(message + ECHO.length())).strip();
            listing = command.equals(LIST) ? Listing.ASKED : Listing.NONE;
            return List.of(new GameEvent.Echoed(command));
        }
        if (isNotification) {
            listing = listing == Listing.ASKED ? Listing.HEADED : Listing.NONE;
        }
        GameEvent event = null;
        if (line.startsWith(RUNPHASE, message)) {
            event = phase(EscapeSequences.without(line.substring(message + RUNPHASE.length())));
        } else if (line.startsWith(CLIENT, message)) {
            event = client(line.substring(message));
        } else if (line.startsWith(STOPPED, message)) {
            event = new GameEvent.Ended();
        } else if (ready == null && line.startsWith(READY, message)) {
            event = new GameEvent.Ready();
        }
        return withWordings(event, line, message);
    }

    private @Nullable GameEvent phase(String name) {
        return switch (name.strip()) {
            case "RunGame" -> ready == null ? new GameEvent.Ready() : null;
            case "Shutdown" -> new GameEvent.Stopping();
            case "Exit" -> new GameEvent.Ended();
            case String other when PHASE.matches(other) -> new GameEvent.Starting();
            default -> null;
        };
    }

    private static @Nullable GameEvent client(String message) {
        Matcher came = CAME.matcher(message);
        if (came.find()) {
            return new GameEvent.Came(number(came), name(came));
        }
        Matcher left = LEFT.matcher(message);
        return left.find() ? new GameEvent.Left(number(left)) : null;
    }

    private @Nullable GameEvent row(String line) {
        if (listing != Listing.HEADED && listing != Listing.LISTED) {
            return null;
        }
        Matcher row = ROW.matcher(line);
        if (!row.find()) {
            return null;
        }
        boolean first = listing == Listing.HEADED;
        listing = Listing.LISTED;
        return new GameEvent.Listed(number(row), name(row), first);
    }

    /// The event, and those found by the expressions of the settings.
    private List<GameEvent> withWordings(@Nullable GameEvent event, String line, int message) {
        boolean isReady = ready != null && wanted.ready() && finds(ready, line, message);
        boolean isSaved = wanted.saved() && finds(saved, line, message);
        if (!isReady && !isSaved) {
            return event == null ? List.of() : List.of(event);
        }
        var events = new ArrayList<GameEvent>(3);
        if (event != null) {
            events.add(event);
        }
        if (isReady) {
            events.add(new GameEvent.Ready());
        }
        if (isSaved) {
            events.add(new GameEvent.Saved());
        }
        return events;
    }

    /// Searches the message, so that `^` may stand for its beginning, and then the whole line.
    private static boolean finds(Pattern pattern, String line, int message) {
        return pattern.matcher(line.substring(message)).find() || pattern.matcher(line).find();
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1));
    }

    private static String name(Matcher matcher) {
        String name = matcher.group(2);
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
