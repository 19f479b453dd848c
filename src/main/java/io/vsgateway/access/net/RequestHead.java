package io.vsgateway.access.net;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parts of a request that this package uses: a view that REST calls, WebSocket upgrades and
/// plain tests can all provide.
///
/// @param peer the literal address of the other end of the connection, [#SOCKET] if it came over
///   the Unix domain socket, null if it is not known
/// @param query the query as it was sent, still percent-encoded and without the `?`
/// @param headers all values of a header, whose name is given in lower case; never null
public record RequestHead(
        @Nullable String peer, @Nullable String query, Function<String, List<String>> headers) {

    /// The other end of a connection over the Unix domain socket.
    static final String SOCKET = "unix";

    /// The view of a Vert.x request. It reads the request on each call, so it must be used on the
    /// request's own thread.
    public static RequestHead of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        return new RequestHead(
                peer(remote),
                request.query(),
                name -> {
                    List<String> values = request.headers().getAll(name);
                    // HTTP/2 has the pseudo-header :authority instead of Host.
                    boolean hostElsewhere = values.isEmpty() && name.equals("host");
                    return hostElsewhere && request.authority() != null
                            ? List.of(request.authority().toString())
                            : values;
                });
    }

    private static @Nullable String peer(@Nullable SocketAddress remote) {
        if (remote == null) {
            return null;
        }
        return remote.isDomainSocket() ? SOCKET : remote.hostAddress();
    }

    /// All values of a header, in the order sent.
    public List<String> all(String name) {
        return headers.apply(name);
    }

    /// The value of a header that may appear once: empty if it is absent or repeated.
    Optional<String> single(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
    }

    /// Without the query and the headers, which may hold secrets.
    @Override
    public String toString() {
        return "RequestHead[peer=" + peer + "]";
    }
}
