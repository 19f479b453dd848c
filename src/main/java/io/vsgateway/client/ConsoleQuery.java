package io.vsgateway.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Which part of the console to watch.
///
/// @param lines how many of the last matching lines come first; zero for the gateway's default
/// @param after the id of the line after which to continue; `lines` is then ignored
/// @param level the lowest level, such as `warn`; null for all
/// @param grep an expression (RE2) that the text must contain; null for all
public record ConsoleQuery(
        int lines, @Nullable String after, @Nullable String level, @Nullable String grep) {
    /// The gateway's defaults.
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
