package io.vsgateway.access.token;

import io.vsgateway.access.Claims;
import io.vsgateway.access.Grant;
import io.vsgateway.access.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/// Reads the claims of a token that matter here, under the names in the settings, and within
/// sensible bounds: anything too long or too many is left out, which never grants a right that the
/// token does not. But a user or an id that cannot be used makes the token worthless.
final class ClaimReader {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TOKEN_ID = 128;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_TOPIC = 128;
    private static final int LONGEST_WORD = 256;
    private static final int MOST_TOPICS = 128;
    private static final int MOST_WORDS = 64;
    private static final int MOST_META = 16;

    /// Prefixes of the gateway's own users; nobody else may pass for one.
    private static final Set<String> RESERVED = Set.of(Grant.KEY_USER, Grant.GAME_USER);

    /// A path of a URL leads elsewhere by these: such a user could not be named over REST.
    private static final Set<String> DOTS = Set.of(".", "..");

    private final TokenSettings.Names names;

    ClaimReader(TokenSettings.Names names) {
        this.names = names;
    }

    /// The claims of a token; empty if it is worth nothing.
    Optional<Claims> read(JwtClaims token) {
        try {
            Map<String, Object> all = token.getClaimsMap();
            String user = text(first(all, names.user()));
            String id = token.getJwtId();
            Instant expires = JwtVerifier.time(token.getExpirationTime()).orElse(null);
            if (user == null || !isUser(user) || expires == null || !isTokenId(id)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Claims(
                            user,
                            name(all, user),
                            bounded(text(first(all, names.email())), LONGEST_EMAIL),
                            bounded(text(first(all, names.guild())), LONGEST_ID),
                            List.copyOf(words(all, names.parties(), LONGEST_ID, MOST_WORDS)),
                            topics(all, names.channels()),
                            topics(all, names.publish()),
                            words(all, names.scopes(), LONGEST_WORD, MOST_WORDS),
                            words(all, names.roles(), LONGEST_WORD, MOST_WORDS),
                            meta(first(all, names.meta())),
                            id,
                            JwtVerifier.time(token.getIssuedAt()).orElse(null),
                            expires));
        } catch (MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /// A user id becomes part of a topic's name, where some characters are written as `%xx`.
    private static boolean isUser(String user) {
        int bytes =
                user.getBytes(StandardCharsets.UTF_8).length
                        + 2 * (int) user.chars().filter(c -> ":*% ".indexOf(c) >= 0).count();
        return !user.isBlank()
                && bytes <= LONGEST_ID
                && user.equals(visible(user))
                && !DOTS.contains(user)
                && RESERVED.stream().noneMatch(user::startsWith);
    }

    private static boolean isTokenId(@Nullable String id) {
        return id == null || bounded(id, LONGEST_TOKEN_ID) != null;
    }

    private String name(Map<String, Object> all, String user) {
        String given = text(first(all, names.name()));
        String shown = given == null ? "" : visible(given).strip();
        if (shown.isEmpty()) {
            return user;
        }
        int end =
                shown.offsetByCodePoints(
                        0, Math.min(LONGEST_NAME, shown.codePointCount(0, shown.length())));
        return shown.substring(0, end);
    }

    /// Without characters that are invisible or reverse the text around them.
    private static String visible(String text) {
        return text.codePoints()
                .filter(c ->
                        switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR,
                                    Character.UNASSIGNED,
                                    Character.PRIVATE_USE ->
                                    false;
                            default -> true;
                        })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private TopicNames topics(Map<String, Object> all, List<String> from) {
        return new TopicNames(List.copyOf(words(all, from, LONGEST_TOPIC, MOST_TOPICS)));
    }

    private static Set<String> words(
            Map<String, Object> all, List<String> from, int longest, int most) {
        var words = new LinkedHashSet<String>();
        from.stream()
                .flatMap(name -> Stream.ofNullable(find(all, name)))
                .flatMap(ClaimReader::split)
                .filter(word -> bounded(word, longest) != null)
                .limit(most)
                .forEach(words::add);
        return words;
    }

    private static Stream<String> split(Object value) {
        return switch (value) {
            case String text -> Stream.of(text.strip().split("[ ,]+"));
            case Collection<?> list ->
                    list.stream().filter(String.class::isInstance).map(String.class::cast);
            default -> Stream.empty();
        };
    }

    private static Map<String, String> meta(@Nullable Object value) {
        var meta = new LinkedHashMap<String, String>();
        if (value instanceof Map<?, ?> object) {
            for (var entry : object.entrySet()) {
                String key = bounded(text(entry.getKey()), LONGEST_ID);
                String text = bounded(text(entry.getValue()), LONGEST_WORD);
                if (key != null && text != null && meta.size() < MOST_META) {
                    meta.put(key, text);
                }
            }
        }
        return meta;
    }

    private static @Nullable Object first(Map<String, Object> all, List<String> from) {
        return from.stream()
                .flatMap(name -> Stream.ofNullable(find(all, name)))
                .findFirst()
                .orElse(null);
    }

    /// The claim of that name, or the one that a dotted name leads to.
    private static @Nullable Object find(Map<String, Object> all, String name) {
        if (all.containsKey(name)) {
            return all.get(name);
        }
        Object at = all;
        for (String part : name.split("\\.")) {
            at = at instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return at;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case Boolean truth -> truth.toString();
            case null, default -> null;
        };
    }

    /// The text if it is present, not empty, not too long and entirely visible.
    private static @Nullable String bounded(@Nullable String text, int longest) {
        return text == null
                        || text.isBlank()
                        || text.length() > longest
                        || !text.equals(visible(text))
                ? null
                : text;
    }
}
