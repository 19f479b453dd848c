package io.vsgateway.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What of the console is wanted.
///
/// @param lines how many of the last matching lines come first; zero for as many as the gateway
///   likes
/// @param after the id of the line behind which to go on; `lines` is not heeded then
/// @param level the least level, such as `warn`; null for all
/// @param grep an expression (RE2) that is found in the text; null for all
public record ConsoleQuery(
        int lines, @Nullable String after, @Nullable String level, @Nullable String grep) {
    /// As the gateway likes it.
    public static final ConsoleQuery ALL = new ConsoleQuery(0, null, null, null);

    public ConsoleQuery lines(int count) {
        return new ConsoleQuery(count, after, level, grep);
    }

    public ConsoleQuery after(@Nullable String id) {
        return new ConsoleQuery(lines, id, level, grep);
    }

    public ConsoleQuery level(@Nullable String least) {
        return new ConsoleQuery(lines, after, least, grep);
    }

    public ConsoleQuery grep(@Nullable String expression) {
        return new ConsoleQuery(lines, after, level, expression);
    }

    /// @param count the name of the parameter for [#lines()], and so on
    String parameters(String count, String behind) {
        var query = new StringBuilder();
        add(query, count, lines == 0 ? null : Integer.toString(lines));
        add(query, behind, after);
        add(query, "level", level);
        add(query, "grep", grep);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }
}
