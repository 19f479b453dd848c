package io.vsgateway.access.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.access.Claims;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tokens whose signature was verified before, by their digests, so that a crowd that comes back
/// with the same tokens does not hold up the event loops with arithmetic; it also lets all
/// connections of a token share its claims. Only good ones are remembered, and of these only what
/// their issuer wrote: whether one still holds is checked again each time.
///
/// Any thread; bounded: the token not shown for the longest time is forgotten.
final class VerifiedTokens {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    /// The token shown most recently comes last.
    @GuardedBy("lock")
    private final SequencedMap<String, Verified> all = new LinkedHashMap<>();

    /// @param key the key that signed it
    record Verified(Claims claims, VerificationKey key) {}

    VerifiedTokens(int most) {
        this.most = most;
    }

    /// What the token says, if it is remembered and its issuer still uses the key.
    @Nullable Verified find(String token) {
        String digest = digest(token);
        lock.lock();
        try {
            Verified found = all.remove(digest);
            if (found == null || found.key.isRetired()) {
                return null;
            }
            all.putLast(digest, found);
            return found;
        } finally {
            lock.unlock();
        }
    }

    void add(String token, Verified verified) {
        String digest = digest(token);
        lock.lock();
        try {
            all.putLast(digest, verified);
            if (all.size() > most) {
                all.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    private static String digest(String token) {
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.UTF_8));
            return new String(sha256, StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
