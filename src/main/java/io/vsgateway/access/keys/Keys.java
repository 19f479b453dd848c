package io.vsgateway.access.keys;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The API keys that are good now: those of the settings, and a random one for the administrator if
/// the settings had none at the start. Other keys are taken as a whole; one that is gone takes with
/// it those who came with it, and what it bought. Only digests are kept.
///
/// Answers from memory, on any thread.
public final class Keys implements CredentialVerifier {
    /// The property that has a random key while one gateway ends and the next begins.
    private static final String HANDED_ON = "vs-gateway.admin-key.handed-on";

    private volatile List<Held> all = List.of();

    /// The random key; null once there is another one for the administrator.
    private volatile @Nullable String generated;

    private Keys() {}

    /// The keys at the start: a random one is that which was handed on. If there is to be none,
    /// that is forgotten.
    static Keys of(KeyRing ring, SecureRandom random) {
        var keys = new Keys();
        if (ring.hasAdmin()) {
            keys.take(ring);
            keys.handOn();
        } else {
            String secret = handedOn().orElseGet(() -> RandomSecret.next(random));
            keys.take(ring.withAdmin(SecretDigest.of(secret)));
            keys.generated = secret;
        }
        return keys;
    }

    /// The administrator's key if it was generated at this start, so that it can be shown once.
    /// Empty if the operator configured one.
    public Optional<String> generatedAdminKey() {
        return Optional.ofNullable(generated);
    }

    /// Has the next gateway of this process begin with the random key of this one, if there is one:
    /// whoever has it comes back with it.
    public void handOn() {
        if (generated == null) {
            System.clearProperty(HANDED_ON);
        } else {
            handOn(generated);
        }
    }

    /// Has the next gateway of this process begin with this random key, if it has to have one.
    public static void handOn(String key) {
        System.setProperty(HANDED_ON, key);
    }

    /// The random key that was handed on to the next gateway of this process.
    public static Optional<String> handedOn() {
        return Optional.ofNullable(System.getProperty(HANDED_ON));
    }

    /// How long the administrator's key of now is one.
    public Lease adminLease() {
        return all.getFirst();
    }

    @Override
    public Optional<Grant> verify(String secret) {
        SecretDigest presented = SecretDigest.of(secret);
        Grant match = null;
        // No early exit: the time taken must not reveal which key was nearer.
        for (Held key : all) {
            if (key.digest.equals(presented)) {
                match = key.grant;
            }
        }
        return Optional.ofNullable(match);
    }

    /// Checks whether these keys can take the place of those of now.
    ///
    /// @return what puts them there
    /// @throws ConfigurationException if there would be no administrator's key: one is generated at
    ///   a start only, where it can be shown
    Runnable replacement(KeyRing ring) {
        if (ring.hasAdmin()) {
            return () -> {
                generated = null;
                take(ring);
            };
        }
        if (generated == null) {
            throw new ConfigurationException(
                    "VS_API_KEY_ADMIN is no longer set: only a start makes a key for that");
        }
        KeyRing completed = ring.withAdmin(all.getFirst().digest);
        return () -> take(completed);
    }

    /// The administrator's comes first.
    private void take(KeyRing ring) {
        List<Held> before = all;
        var after = new ArrayList<Held>();
        for (Role role : List.of(Role.ADMIN, Role.MONITOR, Role.SERVICE)) {
            SecretDigest digest = ring.keys().get(role);
            if (digest != null) {
                after.add(
                        before.stream()
                                .filter(held -> held.isOf(role, digest))
                                .findFirst()
                                .orElseGet(() -> new Held(role, digest)));
            }
        }
        all = List.copyOf(after);
        before.stream().filter(held -> !after.contains(held)).forEach(Held::end);
    }

    /// A key, for as long as it is one.
    private static final class Held implements Lease {
        private final SecretDigest digest;
        private final Grant grant;
        private volatile boolean isOver;

        Held(Role role, SecretDigest digest) {
            this.digest = digest;
            this.grant = new Grant(role, role.wireName() + "-key", Proof.KEY, this);
        }

        boolean isOf(Role role, SecretDigest other) {
            return grant.role() == role && digest.equals(other);
        }

        void end() {
            isOver = true;
        }

        @Override
        public boolean holds() {
            return !isOver;
        }
    }
}
