package io.vsgateway.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Grants for tests: what tokens and keys are worth.
public final class Grants {
    private Grants() {}

    public static Grant key(Role role) {
        return new Grant(role, role.wireName() + "-key", Proof.KEY);
    }

    /// That of a token of this user.
    public static Grant token(Role role, String userId, String... scopes) {
        return new Grant(
                role, "user:" + userId, Proof.TOKEN, Lease.LASTING, claims(userId, scopes));
    }

    public static Claims claims(String userId, String... scopes) {
        return new Claims(
                userId,
                "Name of " + userId,
                null,
                null,
                List.of(),
                TopicNames.NONE,
                TopicNames.NONE,
                Set.of(scopes),
                Set.of(),
                Map.of(),
                null,
                null,
                null);
    }
}
