package io.vsgateway.access.net;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cookie in which a browser keeps the token of a sign-in, out of reach of the page's scripts.
///
/// A browser adds a cookie to what any page has it send. So it counts only in a request with a
/// header that pages of other origins cannot add without being asked for permission (CORS), which
/// the gateway gives nobody; and none of these headers can be added to the handshake of a
/// WebSocket. The value of the header is the path of the page, for which the cookie is set.
/// Immutable, any thread.
public final class PageCookie {
    /// By this the page tells that it is the page, and where it is: a path such as `/` or `/vs/`.
    private static final String PAGE = "x-vs-page";

    private static final String NAME = "vs-session";
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._~-]{1,60}/){0,8}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

    private PageCookie() {}

    /// The token in the cookie, if the page sent it; empty if there is none that counts. Of several
    /// with one name the first counts, which is that of the longest path.
    public static Optional<String> token(RequestHead head) {
        if (page(head).isEmpty() || !isFromSameOrigin(head)) {
            return Optional.empty();
        }
        String start = name(head) + "=";
        return head.all("cookie").stream()
                .flatMap(line -> Pattern.compile(";").splitAsStream(line))
                .map(String::strip)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .filter(value -> TOKEN.matcher(value).matches())
                .findFirst();
    }

    /// The path of the page that sent the request; empty if no page says so.
    public static Optional<String> page(RequestHead head) {
        return head.single(PAGE).filter(path -> PATH.matcher(path).matches());
    }

    /// The value of `Set-Cookie` that has the browser keep the token.
    ///
    /// @param page its path, as [#page] gives it
    public static String keep(RequestHead head, String page, String token, Duration ttl) {
        return cookie(head, page, token, ttl.toSeconds());
    }

    /// The value of `Set-Cookie` that has the browser forget it.
    public static String forget(RequestHead head, String page) {
        return cookie(head, page, "", 0);
    }

    private static String cookie(RequestHead head, String page, String value, long seconds) {
        return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(name(head), value, page, seconds, isSecure(head) ? "; Secure" : "");
    }

    /// Cookies know no ports: two gateways on one host would take each other's.
    private static String name(RequestHead head) {
        var port = PORT.matcher(head.single("host").orElse(""));
        return port.find() ? NAME + "-" + port.group(1) : NAME;
    }

    /// TLS may end before us, but a browser names the scheme with each call that changes something.
    private static boolean isSecure(RequestHead head) {
        return head.single("origin").filter(origin -> origin.startsWith("https://")).isPresent();
    }

    /// Browsers say so themselves, where the page came over TLS or from the same machine.
    private static boolean isFromSameOrigin(RequestHead head) {
        return head.all("sec-fetch-site").stream().allMatch("same-origin"::equals);
    }
}
