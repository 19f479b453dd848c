package io.vsgateway.console;

import io.vsgateway.feed.Position;
import io.vsgateway.feed.Start;
import io.vsgateway.game.Level;
import io.vsgateway.session.QueryParameters;
import io.vsgateway.wire.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client asked for when it connected. A parameter out of bounds gets its default, and the
/// client is told.
///
/// @param filter which lines; the requested history counts only lines that pass it
/// @param complaints one text for each parameter that was not accepted
record ConsoleQuery(Format format, Start start, LineFilter filter, List<String> complaints) {
    private static final int MAX_HISTORY = 10_000;

    /// @param query the query string as sent, if any
    /// @param subprotocol the agreed subprotocol, if any
    /// @param offered all subprotocols that the client offered
    static ConsoleQuery read(
            @Nullable String query,
            @Nullable String subprotocol,
            String offered,
            int historyLines) {
        QueryParameters parameters = QueryParameters.of(query);
        var complaints = new ArrayList<String>();
        Format format = format(parameters, subprotocol, offered, complaints);
        Start start = start(parameters, historyLines, complaints);
        var filter =
                new LineFilter(
                        read(parameters, "level", LineFilter::level, complaints)
                                .orElse(Level.DEBUG),
                        read(parameters, "grep", LineFilter::pattern, complaints).orElse(null));
        return new ConsoleQuery(format, start, filter, List.copyOf(complaints));
    }

    private static <T> Optional<T> read(
            QueryParameters parameters,
            String name,
            Function<String, T> reader,
            List<String> complaints) {
        try {
            return first(parameters, name).map(reader);
        } catch (IllegalArgumentException e) {
            complaints.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Format format(
            QueryParameters parameters,
            @Nullable String subprotocol,
            String offered,
            List<String> complaints) {
        Optional<String> name = first(parameters, "format");
        Optional<Format> named = name.flatMap(Format::named);
        if (name.isPresent() && named.isEmpty()) {
            complaints.add("format must be text or json");
        }
        boolean isJson =
                Format.CONSOLE_JSON_SUBPROTOCOL.equals(subprotocol)
                        || List.of(offered.split("[, ]+"))
                                .contains(Format.CONSOLE_JSON_SUBPROTOCOL);
        return named.orElse(isJson ? Format.JSON : Format.TEXT);
    }

    private static Start start(
            QueryParameters parameters, int historyLines, List<String> complaints) {
        Optional<String> seen = first(parameters, "last_event_id");
        Optional<Position> position = seen.flatMap(Position::parse);
        if (position.isPresent()) {
            return new Start.After(position.get());
        }
        if (seen.isPresent()) {
            complaints.add("last_event_id is not an id that this gateway gave");
        }
        return new Start.Last(historyLines(parameters, historyLines, complaints));
    }

    private static int historyLines(
            QueryParameters parameters, int historyLines, List<String> complaints) {
        Optional<String> text = first(parameters, "history_lines");
        if (text.isEmpty()) {
            return historyLines;
        }
        if (text.get().matches("[0-9]{1,5}")) {
            int lines = Integer.parseInt(text.get());
            if (lines >= 1 && lines <= MAX_HISTORY) {
                return lines;
            }
        }
        complaints.add("history_lines must be a number from 1 to " + MAX_HISTORY);
        return historyLines;
    }

    private static Optional<String> first(QueryParameters parameters, String name) {
        return Optional.of(parameters.first(name)).filter(value -> !value.isEmpty());
    }
}
