package io.vsgateway.access;

import io.vsgateway.access.Credential.Place;
import io.vsgateway.access.net.PageCookie;
import io.vsgateway.access.net.PercentEncoding;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects what one request presents, in all the places where a credential may be. For one request
/// and one thread.
final class CredentialReader {
    private static final String BEARER = "bearer";

    private final RequestHead head;
    private final List<Credential> found = new ArrayList<>();

    CredentialReader(RequestHead head) {
        this.head = head;
    }

    Credential read() {
        query();
        authorization();
        head.all("x-api-key").forEach(value -> header(value, Place.API_KEY_HEADER));
        subprotocols();
        return decide();
    }

    private Credential decide() {
        List<Credential> present =
                found.stream().filter(c -> !(c instanceof Credential.None)).toList();
        if (present.isEmpty()) {
            return PageCookie.token(head)
                    .map(token -> Credential.presented(token, Place.COOKIE))
                    .orElse(new Credential.None());
        }
        Credential first = present.getFirst();
        return switch (first) {
            case Credential.Presented(String secret, Place place)
                    when !present.stream().allMatch(c -> isSame(c, secret)) ->
                    new Credential.Unusable(Refusal.AMBIGUOUS, place);
            case Credential.Presented one -> one;
            case Credential.Unusable one -> one;
            case Credential.None none -> none;
        };
    }

    private static boolean isSame(Credential credential, String secret) {
        return credential instanceof Credential.Presented(String other, _) && other.equals(secret);
    }

    private void query() {
        if (head.query() == null) {
            return;
        }
        for (String parameter : head.query().split("&")) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                continue;
            }
            Optional<String> name = PercentEncoding.decode(parameter.substring(0, equals));
            if (name.filter(n -> n.equals("api_key") || n.equals("token")).isEmpty()) {
                continue;
            }
            found.add(
                    PercentEncoding.decode(parameter.substring(equals + 1))
                            .map(value -> Credential.presented(value, Place.QUERY))
                            .orElse(new Credential.Unusable(Refusal.MALFORMED, Place.QUERY)));
        }
    }

    private void authorization() {
        for (String value : head.all("authorization")) {
            String trimmed = value.strip();
            if (trimmed.regionMatches(true, 0, BEARER + " ", 0, BEARER.length() + 1)) {
                header(trimmed.substring(BEARER.length()), Place.AUTHORIZATION);
            }
        }
    }

    private void subprotocols() {
        List<String> offered =
                head.all("sec-websocket-protocol").stream()
                        .flatMap(value -> List.of(value.split(",")).stream())
                        .map(String::strip)
                        .toList();
        for (int i = 0; i + 1 < offered.size(); i++) {
            if (offered.get(i).equalsIgnoreCase(BEARER)) {
                header(offered.get(i + 1), Place.SUBPROTOCOL);
                // The credential may itself be spelt like the marker.
                i++;
            }
        }
    }

    private void header(String value, Place place) {
        found.add(Credential.presented(asUtf8(value.strip()), place));
    }

    /// The server decodes header bytes as ISO 8859-1, while a client in a shell sends UTF-8. Valid
    /// UTF-8 is read as such; anything else is left unchanged.
    private static String asUtf8(String value) {
        boolean isAscii = value.chars().allMatch(c -> c < 0x80);
        boolean isBytes = value.chars().allMatch(c -> c < 0x100);
        return isAscii || !isBytes
                ? value
                : PercentEncoding.utf8(value.getBytes(StandardCharsets.ISO_8859_1)).orElse(value);
    }
}
