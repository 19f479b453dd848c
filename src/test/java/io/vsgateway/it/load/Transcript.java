package io.vsgateway.it.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one reader got over all its connections, held against what the game wrote: every line as it
/// was written, in order, once, or a gap that tells exactly which ones are missing. The first thing
/// that is otherwise is an [AssertionError].
final class Transcript {
    private static final Pattern STAMPED =
            Pattern.compile(
                    "\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z( vs-gateway)?] (.*)",
                    Pattern.DOTALL);
    private static final Pattern MISSED = Pattern.compile("(\\d+) lines were missed here");
    private static final Pattern NUMBERED = Pattern.compile("#(\\d+)@(\\d+) ");

    /// Where a world's lines lie in the feed.
    ///
    /// @param before offset of the entry before the world's first line
    record Place(String epoch, long before, long seed, List<World.Line> lines) {
        long last() {
            return before + lines.size();
        }

        String id(long offset) {
            return epoch + "-" + offset;
        }
    }

    /// A message of the format `text`, until it is known which line it is.
    private record Told(String text, long missed) {}

    private final Place place;
    private final boolean isJson;
    private final boolean isMasked;
    private final List<Told> unplaced = new ArrayList<>();

    /// Offset of the line that must come next; 0 as long as it is not known.
    private long next;

    private long lines;
    private long gaps;

    Transcript(Place place, boolean isJson, boolean isMasked) {
        this.place = place;
        this.isJson = isJson;
        this.isMasked = isMasked;
    }

    /// Whether it is known which line comes next.
    boolean isPlaced() {
        return next > 0;
    }

    boolean isComplete() {
        return next > place.last();
    }

    /// The id of the last line or of the last one missed, to resume behind it.
    String lastId() {
        return place.id(next - 1);
    }

    long lines() {
        return lines;
    }

    long gaps() {
        return gaps;
    }

    /// The reader begins anew, with the line at this offset.
    void from(long offset) {
        next = offset;
        unplaced.clear();
    }

    /// The reader begins anew, and which line comes first is not known.
    void fromAnywhere() {
        from(0);
    }

    void message(String message) {
        if (isJson) {
            json(Client.parse(message));
        } else {
            text(message);
        }
    }

    private void json(JsonNode message) {
        switch (message.path("type").asText()) {
            case "line" -> line(offset(message, "id"), message.path("text").asText());
            case "gap" -> {
                long from = offset(message, "from");
                long to = offset(message, "to");
                check(message.path("recovered").asBoolean(), "the gap of another run: %s", message);
                check(message.path("count").asLong() == to - from + 1, "inexact: %s", message);
                check(to >= from, "nothing is missing: %s", message);
                check(next == 0 || next == from, "%s, but %d comes next", message, next);
                gap(from, to - from + 1);
            }
            case "state", "ping" -> {}
            default -> throw new AssertionError("nobody asked for " + message);
        }
    }

    private long offset(JsonNode message, String field) {
        String id = message.path(field).asText();
        check(id.startsWith(place.epoch() + "-"), "an id of another run: %s", message);
        return Long.parseLong(id.substring(place.epoch().length() + 1));
    }

    private void text(String message) {
        Matcher stamped = STAMPED.matcher(message);
        check(stamped.matches(), "a line without a time: %s", start(message));
        String text = stamped.group(2);
        Matcher missed = MISSED.matcher(text);
        boolean isGap = stamped.group(1) != null && missed.matches();
        var told = new Told(text, isGap ? Long.parseLong(missed.group(1)) : 0);
        if (next == 0) {
            unplaced.add(told);
            find(text);
        } else {
            take(told);
        }
    }

    private void take(Told told) {
        if (told.missed() > 0) {
            gap(next, told.missed());
        } else {
            line(next, told.text());
        }
    }

    /// The first line that bears its number tells which ones came before it.
    private void find(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        long number;
        if (numbered.lookingAt() && Long.parseLong(numbered.group(2)) == place.seed()) {
            number = Long.parseLong(numbered.group(1));
        } else if (text.equals(place.lines().getLast().text())) {
            number = place.lines().size() - 1;
        } else {
            return;
        }
        check(isLine(number, text), "not as it was written: %s", start(text));
        next = place.before() + 1 + number;
        for (Told told : unplaced.subList(0, unplaced.size() - 1)) {
            next -= Math.max(1, told.missed());
        }
        unplaced.forEach(this::take);
        unplaced.clear();
    }

    private void line(long offset, String text) {
        check(next == 0 || next == offset, "line %d came, not %d: %s", offset, next, start(text));
        long number = offset - place.before() - 1;
        // What was written before this world is not ours to check.
        if (number >= 0) {
            check(isLine(number, text), "line %d is not as written: %s", offset, start(text));
        }
        next = offset + 1;
        lines++;
    }

    private boolean isLine(long number, String text) {
        if (number >= place.lines().size()) {
            return false;
        }
        World.Line line = place.lines().get((int) number);
        return text.equals(isMasked ? line.masked() : line.text());
    }

    private void gap(long from, long count) {
        next = from + count;
        gaps++;
        check(next <= place.last(), "the last line is always there, not up to %d missing", next);
    }

    private static void check(boolean isSo, String otherwise, Object... arguments) {
        if (!isSo) {
            throw new AssertionError(otherwise.formatted(arguments));
        }
    }

    private static String start(String text) {
        return text.length() + " characters: " + text.substring(0, Math.min(200, text.length()));
    }
}
