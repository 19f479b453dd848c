package io.vsgateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a signed token says of its holder, read and bounded. It is no secret, but it is about a
/// person. Keys, and who came without anything, have [#NONE].
///
/// @param userId who it is; empty only for [#NONE]
/// @param displayName what others are shown
/// @param parties the groups of the moment, where [#guild] is the lasting one
/// @param subscribe topics that may be read besides those that everybody may
/// @param publish topics that may be written to
/// @param roles what the token calls its holder's roles; [Grant#role] is what came of it
/// @param metadata whatever else the issuer wants others to be told
/// @param tokenId names this one token (`jti`), by which it can be taken back
/// @param issuedAt by the issuer's clock
/// @param expiresAt by the issuer's clock; how long a grant holds is for its [Lease] to say
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

    /// Whether nobody claims anything.
    public boolean isEmpty() {
        return userId.isEmpty();
    }
}
