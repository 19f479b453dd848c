package io.vsgateway.game;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads who plays from lines that are the same in all languages of the game:
///
/// ```
/// [Server Notification] Client 1 uid 6dff07bf-0000 attempting identification. Name: Erney
/// [Server Event] Client 1 disconnected.
/// [Server Notification] Entering runphase Shutdown
/// [Server Notification] Handling Console Command /list clients
/// [Server Notification] List of online Players
/// [1] Erney [::1]:41206
/// ```
///
/// Somebody who is refused after the identification counts as playing until disconnected. Nothing
/// is read from chat. A list corrects what is known only if somebody is on it: with nobody in it,
/// it cannot be told from another line, in a language that is not known.
final class VintageStoryPlayers implements Dialect.PlayerReader {
    private static final int MAX_NAME = 64;
    private static final String RUNPHASE = "Entering runphase ";
    private static final String CLIENT = "Client ";
    private static final String LIST = "Handling Console Command /list clients";
    private static final String ECHO = "Handling Console Command ";
    private static final Pattern CAME =
            Pattern.compile(
                    "^Client (\\d{1,9}) uid \\S+ attempting identification\\. Name: (.*\\S)");
    private static final Pattern LEFT = Pattern.compile("^Client (\\d{1,9}) disconnected\\b");
    private static final Pattern ROW =
            Pattern.compile("^\\[(\\d{1,9})] (.*\\S) \\S+:\\d{1,5}\\s*$");

    /// Where in the answer to `/list clients` the lines are.
    private enum Listing {
        NONE,
        ASKED,
        HEADED,
        LISTED
    }

    private Listing listing = Listing.NONE;

    @Override
    public @Nullable PlayerEvent read(ConsoleLine line) {
        boolean isNotification = line.category().equals(VintageStoryPrefix.Type.NOTIFICATION.text);
        if (!isNotification && !line.category().equals(VintageStoryPrefix.Type.EVENT.text)) {
            return null;
        }
        if (line.continuation()) {
            return isNotification ? row(line.text()) : null;
        }
        VintageStoryPrefix prefix = VintageStoryPrefix.of(line.text());
        if (prefix == null) {
            return null;
        }
        if (isNotification) {
            follow(prefix, line.text());
        }
        if (prefix.messageStartsWith(RUNPHASE, line.text())) {
            return new PlayerEvent.Emptied();
        }
        return prefix.messageStartsWith(CLIENT, line.text())
                ? client(prefix.message(line.text()))
                : null;
    }

    private void follow(VintageStoryPrefix prefix, String text) {
        if (prefix.messageStartsWith(ECHO, text)) {
            listing = prefix.messageIs(LIST, text) ? Listing.ASKED : Listing.NONE;
        } else {
            listing = listing == Listing.ASKED ? Listing.HEADED : Listing.NONE;
        }
    }

    private @Nullable PlayerEvent row(String text) {
        if (listing != Listing.HEADED && listing != Listing.LISTED) {
            return null;
        }
        Matcher row = ROW.matcher(text);
        if (!row.find()) {
            return null;
        }
        boolean first = listing == Listing.HEADED;
        listing = Listing.LISTED;
        return new PlayerEvent.Listed(number(row), name(row), first);
    }

    private static @Nullable PlayerEvent client(String message) {
        Matcher came = CAME.matcher(message);
        if (came.find()) {
            return new PlayerEvent.Came(number(came), name(came));
        }
        Matcher left = LEFT.matcher(message);
        return left.find() ? new PlayerEvent.Left(number(left)) : null;
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1));
    }

    private static String name(Matcher matcher) {
        String name = matcher.group(2);
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
