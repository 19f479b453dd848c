package io.vsgateway.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.delivery.Turns;
import io.vsgateway.feed.Feed;
import io.vsgateway.feed.Position;
import io.vsgateway.feed.Search;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.rest.answer.Pieces;
import io.vsgateway.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what the console's feed remembers, as JSON. It first finds the lines of the page, then
/// writes them one by one. It looks only at lines that it searches or writes, and keeps few.
final class HistoryPage implements Pieces {
    /// The beginning of an answer, up to its lines.
    private static final String HEAD = "{\"lines\":[";

    private static final int MAX_PIECE = 32 * 1024;

    /// So many found lines are taken at once, so that a page of few is of one moment.
    private static final int TAKEN_AT_ONCE = 64;

    /// How often the last lines of all are searched for, if they leave the memory meanwhile.
    private static final int MOST_SEARCHES = 5;

    private final Feed<ConsoleLine> feed;
    private final View view;
    private final Wanted wanted;
    private final ObjectMapper json;
    private final long mostNanos;
    private Search<ConsoleLine> search;
    private int searches = 1;
    private long searchedNanos;
    private long missed;

    /// Lines forgotten before they could be written. They count as missed once a later line is
    /// written; otherwise the client continues after its last line and is told then.
    private long lost;

    /// The next found lines, null for those that are forgotten, and how many of the found were
    /// before them.
    private List<@Nullable ConsoleLine> taken = List.of();

    private int takenFrom;

    private int written = -1;
    private boolean isFirst = true;
    private boolean over;

    /// The request: the first `count` matching lines after `after`, or else the last `count` before
    /// `before`, or the last of all.
    record Wanted(
            int count, @Nullable Position after, @Nullable Position before, LineFilter filter) {}

    /// @param mostNanos how long it may search for lines
    HistoryPage(
            Feed<ConsoleLine> feed, View view, Wanted wanted, long mostNanos, ObjectMapper json) {
        this.feed = feed;
        this.view = view;
        this.wanted = wanted;
        this.mostNanos = mostNanos;
        this.json = json;
        this.search = search();
    }

    /// Searches for one line more than wanted, to know whether there are more.
    private Search<ConsoleLine> search() {
        Position newest = feed.end();
        Position after = wanted.after();
        int most = wanted.count() + 1;
        // Lines that arrive meanwhile are for the next call.
        long end = end(newest);
        if (after == null) {
            return Search.back(feed, end, 1, most, this::matches);
        }
        boolean isOfThisRun = after.epoch().equals(newest.epoch());
        long first = isOfThisRun ? Math.min(after.offset(), newest.offset()) + 1 : 1;
        return Search.forth(feed, first, end, most, this::matches);
    }

    /// Nothing is remembered from before a line of another run of the gateway.
    private long end(Position newest) {
        Position before = wanted.before();
        if (before == null) {
            return newest.offset() + 1;
        }
        return before.epoch().equals(newest.epoch())
                ? Math.min(before.offset(), newest.offset() + 1)
                : 0;
    }

    /// The end of a line that was shown before it ended may have nothing to say, unless a masked
    /// view held something back until then.
    private boolean matches(ConsoleLine line) {
        boolean saysNothing = line.isBareEnd() && view.text(line).isEmpty();
        return !saysNothing && wanted.filter().matches(line, view);
    }

    @Override
    public boolean searches() {
        return wanted.filter().searches();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public String next() {
        long begun = System.nanoTime();
        if (written < 0 && !isFound(begun)) {
            return "";
        }
        var piece = new StringBuilder(written == 0 ? HEAD : "");
        int count = pageSize();
        while (written < count) {
            write(piece);
            if (piece.length() >= MAX_PIECE || System.nanoTime() - begun >= Turns.NANOS) {
                return piece.toString();
            }
        }
        if (isOvertaken() && searches < MOST_SEARCHES) {
            searchAgain();
            return "";
        }
        over = true;
        return piece.append(tail()).toString();
    }

    /// Whether the last lines of all were wanted, and those that were the last are no longer
    /// remembered: others are by now.
    private boolean isOvertaken() {
        return wanted.after() == null
                && wanted.before() == null
                && isFirst
                && (lost > 0 || search.cameTooLate());
    }

    private void searchAgain() {
        search = search();
        searches++;
        lost = 0;
        written = -1;
        taken = List.of();
        takenFrom = 0;
    }

    /// Searches on, and says whether that is over.
    private boolean isFound(long begun) {
        search.look(begun + Turns.NANOS);
        searchedNanos += System.nanoTime() - begun;
        if (search.isOver()) {
            long forgotten = wanted.after() == null ? 0 : search.forgotten();
            if (search.count() == 0 && !search.cameTooLate()) {
                missed = forgotten;
            } else {
                lost = forgotten;
            }
            written = 0;
        } else if (searchedNanos > mostNanos) {
            throw new TooCostly();
        }
        return written == 0;
    }

    /// Where a line of the page stands, of which this is the number.
    private long place(int number) {
        boolean backMore = wanted.after() == null && hasMore();
        return search.found(number + (backMore ? 1 : 0));
    }

    private @Nullable ConsoleLine line(int number) {
        if (number == takenFrom + taken.size()) {
            int end = Math.min(pageSize(), number + TAKEN_AT_ONCE);
            var next = new ArrayList<@Nullable ConsoleLine>(end - number);
            for (int i = number; i < end; i++) {
                next.add(feed.at(place(i)));
            }
            taken = next;
            takenFrom = number;
        }
        return taken.get(number - takenFrom);
    }

    private int pageSize() {
        return Math.min(search.count(), wanted.count());
    }

    private void write(StringBuilder piece) {
        long offset = place(written);
        ConsoleLine line = line(written);
        if (line == null) {
            lost++;
        } else {
            missed += lost;
            lost = 0;
            String id = new Position(feed.end().epoch(), offset).id();
            Frame.Line frame = view.line(id, line);
            if (!frame.isBareEnd()) {
                piece.append(isFirst ? "" : ",").append(json(ConsoleRecord.Line.of(frame)));
                isFirst = false;
            }
        }
        written++;
    }

    private boolean hasMore() {
        return search.count() > wanted.count();
    }

    /// What follows the lines.
    private String tail() {
        Position newest = feed.end();
        boolean isEmpty = newest.offset() == 0;
        var rest =
                new ConsoleRecord.History(
                        List.of(),
                        isEmpty ? null : new Position(newest.epoch(), feed.oldest()).id(),
                        isEmpty ? null : newest.id(),
                        hasMore() || (wanted.after() != null && lost > 0),
                        missed);
        return json(rest).substring(HEAD.length());
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line cannot be written as JSON", e);
        }
    }
}
