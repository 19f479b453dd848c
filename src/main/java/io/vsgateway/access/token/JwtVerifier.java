package io.vsgateway.access.token;

import io.vsgateway.access.Claims;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.time.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Accepts signed tokens (JWT, RFC 7519) that one of the keys has signed and that have not expired.
/// Of a token's own header only the names of the key and of the algorithm are used, to choose among
/// the keys; each key permits the algorithms that it is for, and no others.
///
/// Any thread, event loops included: it answers from memory. The first time that a token is shown,
/// its signature costs 50 µs to some milliseconds, depending on the algorithm.
public final class JwtVerifier implements CredentialVerifier {
    /// The year 9999: anything later is capped.
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int MOST_REMEMBERED = 10_000;

    private final VerifiedTokens remembered = new VerifiedTokens(MOST_REMEMBERED);
    private final KeySet keys;
    private final Rules rules;
    private final ClaimReader reader;
    private final RoleRules roles;
    private final Sanctions sanctions;
    private final Standings standings;
    private final Clocks clocks;

    /// What a token must satisfy besides its signature.
    ///
    /// @param issuers the accepted ones; empty for any
    /// @param audiences the accepted ones; empty for any
    record Rules(Set<String> issuers, Set<String> audiences, Duration leeway) {}

    JwtVerifier(
            KeySet keys,
            Rules rules,
            ClaimReader reader,
            RoleRules roles,
            Sanctions sanctions,
            Standings standings,
            Clocks clocks) {
        this.keys = keys;
        this.rules = rules;
        this.reader = reader;
        this.roles = roles;
        this.sanctions = sanctions;
        this.standings = standings;
        this.clocks = clocks;
    }

    /// What a token's header says; not trusted.
    private record Head(@Nullable String keyId, String algorithm) {}

    @Override
    public Optional<Grant> verify(String secret) {
        Head head = head(secret);
        if (head == null) {
            return Optional.empty();
        }
        VerifiedTokens.Verified known = remembered.find(secret);
        if (known != null) {
            return grant(known);
        }
        for (VerificationKey key : keys.candidates(head.keyId, head.algorithm)) {
            try {
                Optional<VerifiedTokens.Verified> read =
                        reader.read(verified(secret, key))
                                .map(claims -> new VerifiedTokens.Verified(claims, key));
                read.ifPresent(verified -> remembered.add(secret, verified));
                return read.flatMap(this::grant);
            } catch (InvalidJwtSignatureException e) {
                // Another key may have signed it.
            } catch (InvalidJwtException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Duration> undecided(String secret) {
        Head head = head(secret);
        return head == null ? Optional.empty() : keys.mayCome(head.keyId, head.algorithm);
    }

    /// Number of keys that tokens are verified with now.
    public long keys() {
        return keys.count();
    }

    /// How often the issuer's keys could not be fetched.
    public long failedFetches() {
        return keys.failures();
    }

    private static @Nullable Head head(String secret) {
        // The library skips characters that are not base64; a token has only one valid spelling.
        if (!secret.chars().allMatch(JwtVerifier::isOfToken)
                || secret.chars().filter(c -> c == '.').count() != 2) {
            return null;
        }
        try {
            if (JsonWebStructure.fromCompactSerialization(secret) instanceof JsonWebSignature jws) {
                String algorithm = jws.getAlgorithmHeaderValue();
                return algorithm == null ? null : new Head(jws.getKeyIdHeaderValue(), algorithm);
            }
            return null;
        } catch (JoseException | RuntimeException e) {
            // No token, or one with a nonsensical header; its text must not get into any log.
            return null;
        }
    }

    private static boolean isOfToken(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private JwtClaims verified(String secret, VerificationKey key) throws InvalidJwtException {
        var consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(key.key())
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, key.algorithms().toArray(String[]::new))
                        .setRequireExpirationTime()
                        .setEvaluationTime(
                                NumericDate.fromMilliseconds(clocks.now().toEpochMilli()))
                        .setAllowedClockSkewInSeconds(Math.toIntExact(rules.leeway.toSeconds()));
        if (!rules.issuers.isEmpty()) {
            consumer.setExpectedIssuers(true, rules.issuers.toArray(String[]::new));
        }
        if (rules.audiences.isEmpty()) {
            consumer.setSkipDefaultAudienceValidation();
        } else {
            consumer.setExpectedAudience(true, rules.audiences.toArray(String[]::new));
        }
        return consumer.build().processToClaims(secret);
    }

    /// A revoked token gives nothing; one of a banned user gives a barred grant.
    private Optional<Grant> grant(VerifiedTokens.Verified verified) {
        Claims claims = verified.claims();
        Instant expiry = Objects.requireNonNull(claims.expiresAt());
        Duration left = Duration.between(clocks.now(), expiry).plus(rules.leeway);
        Instant end = clocks.steady().instant().plus(left);
        var lease = new TokenLease(verified.key(), claims, end, clocks.steady(), sanctions);
        Role role = roles.of(claims.roles());
        if (lease.holds()) {
            standings.saw(claims.userId(), role.standing());
        }
        return lease.holds() || lease.isBarred()
                ? Optional.of(
                        new Grant(role, "user:" + claims.userId(), Proof.TOKEN, lease, claims))
                : Optional.empty();
    }

    /// A time of a token; empty if absent.
    static Optional<Instant> time(@Nullable NumericDate date) {
        return Optional.ofNullable(date)
                .map(NumericDate::getValue)
                .map(seconds -> Instant.ofEpochSecond(Math.clamp(seconds, 0, LAST_SECOND)));
    }

    /// Creates a verifier from its settings.
    static JwtVerifier of(
            TokenSettings settings,
            KeySet keys,
            Sanctions sanctions,
            Standings standings,
            Clocks clocks) {
        var rules =
                new Rules(
                        Set.copyOf(settings.issuer().orElse(List.of())),
                        Set.copyOf(settings.audience().orElse(List.of())),
                        settings.leeway());
        return new JwtVerifier(
                keys,
                rules,
                new ClaimReader(settings.claims()),
                RoleRules.of(settings),
                sanctions,
                standings,
                clocks);
    }
}
