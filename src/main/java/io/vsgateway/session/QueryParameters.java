package io.vsgateway.session;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stands in the query of a handshake, decoded. A query with broken percent-encoding has
/// nothing in it here: credentials are read elsewhere, and refused for it there.
public final class QueryParameters {
    private final Map<String, List<String>> all;

    private QueryParameters(Map<String, List<String>> all) {
        this.all = all;
    }

    /// @param query the query string as it was sent, if any
    public static QueryParameters of(@Nullable String query) {
        try {
            return new QueryParameters(
                    query == null ? Map.of() : new QueryStringDecoder(query, false).parameters());
        } catch (IllegalArgumentException _) {
            return new QueryParameters(Map.of());
        }
    }

    public Set<String> names() {
        return all.keySet();
    }

    /// All values of a parameter, in the order in which they were sent.
    public List<String> all(String name) {
        return all.getOrDefault(name, List.of());
    }

    /// The first value of a parameter; empty if there is none.
    public String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.getFirst();
    }
}
