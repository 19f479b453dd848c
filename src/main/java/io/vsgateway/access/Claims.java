package io.vsgateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a signed token says of its holder, read and bounded. It is not secret, but personal data.
/// Keys, and callers without a credential, have [#NONE].
///
/// @param userId who it is; empty only for [#NONE]
/// @param displayName the name that others see
/// @param parties the current groups, while [#guild] is the lasting one
/// @param subscribe topics that may be read besides those open to everyone
/// @param publish topics that may be written to
/// @param roles the token's own names for its holder's roles; [Grant#role] is derived from them
/// @param metadata whatever else the issuer wants others to see
/// @param tokenId names this one token (`jti`), so that it can be revoked
/// @param issuedAt by the issuer's clock
/// @param expiresAt by the issuer's clock; the [Lease] decides how long a grant holds
public record Claims(
        String userId,
        String displayName,
        @Nullable String email,
        @Nullable String guild,
        List<String> parties,
        TopicNames subscribe,
        TopicNames publish,
        Set<String> scopes,
        Set<String> roles,
        Map<String, String> metadata,
        @Nullable String tokenId,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {
    public static final Claims NONE =
            new Claims(
                    "",
                    "",
                    null,
                    null,
                    List.of(),
                    TopicNames.NONE,
                    TopicNames.NONE,
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    null,
                    null,
                    null);

    public Claims {
        parties = List.copyOf(parties);
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        metadata = Map.copyOf(metadata);
    }

    /// Whether there are no claims.
    public boolean isEmpty() {
        return userId.isEmpty();
    }
}
