package io.vsgateway.access.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All keys that tokens are verified with: those of the settings, and those that the issuer
/// publishes, as last fetched. Those of the settings are replaced as a whole. It answers from
/// memory, on any thread.
final class KeySet {
    /// How many keys are tried for one token: the event loop does the computing.
    static final int MOST_TRIED = 8;

    private volatile List<VerificationKey> configured;
    private final @Nullable PublishedKeys published;

    KeySet(List<VerificationKey> configured, @Nullable PublishedKeys published) {
        this.configured = List.copyOf(configured);
        this.published = published;
    }

    /// Takes other keys from the settings. What a key has signed that is not among them any more is
    /// no longer valid.
    void replace(List<VerificationKey> others) {
        List<VerificationKey> before = configured;
        List<VerificationKey> after =
                others.stream()
                        .map(key -> before.stream().filter(key::isSame).findFirst().orElse(key))
                        .toList();
        configured = after;
        before.stream().filter(key -> !after.contains(key)).forEach(VerificationKey::retire);
    }

    /// The keys that may have signed a token with such a header, the likeliest first.
    List<VerificationKey> candidates(@Nullable String keyId, String algorithm) {
        var named = new ArrayList<VerificationKey>();
        var others = new ArrayList<VerificationKey>();
        all().filter(key -> key.isFor(keyId, algorithm))
                .forEach(key -> (key.id() != null ? named : others).add(key));
        named.addAll(others);
        return named.size() <= MOST_TRIED ? named : named.subList(0, MOST_TRIED);
    }

    /// If a key of that name may still be fetched, the time after which to ask again.
    Optional<Duration> mayCome(@Nullable String keyId, String algorithm) {
        PublishedKeys source = published;
        return source == null || algorithm.startsWith("HS")
                ? Optional.empty()
                : source.mayCome(keyId);
    }

    /// Number of keys now.
    long count() {
        return all().count();
    }

    /// How often the issuer's keys could not be fetched.
    long failures() {
        PublishedKeys source = published;
        return source == null ? 0 : source.failures();
    }

    private Stream<VerificationKey> all() {
        PublishedKeys source = published;
        return source == null
                ? configured.stream()
                : Stream.concat(configured.stream(), source.keys().stream());
    }
}
