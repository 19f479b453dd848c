package io.vsgateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Claims;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.SettingsProbe;
import io.vsgateway.access.TestClock;
import io.vsgateway.access.sanction.Sanction;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.time.Clocks;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final String OLD = "the-secret-before-that-0123456789-abcdefghij";

    private final TestClock clock = new TestClock();
    private final Sanctions sanctions = Sanctions.inMemory(clock);
    private final JwtVerifier bySecret = verifier(Map.of("VS_JWT_SECRET", Issuer.SECRET));

    @Test
    void a_token_of_the_secret_is_a_player_with_what_it_claims() {
        Map<String, Object> claims = good();
        claims.put("name", "  Erney\u202e\n ");
        claims.put("email", "erney@example.org");
        claims.put("guild", "oak");
        claims.put("parties", List.of("p1", "p2"));
        claims.put("channels", List.of("app:tasks", "room:vip*"));
        claims.put("publish", "app:mine");
        claims.put("scope", "chat.read chat.write");
        claims.put("roles", List.of("citizen"));
        claims.put("meta", Map.of("device", "phone", "level", 7, "nested", List.of(1)));
        claims.put("jti", "t-1");
        claims.put("iat", now() - 10);

        Grant grant = bySecret.verify(signed(claims)).orElseThrow();

        assertThat(grant.role()).isEqualTo(Role.PLAYER);
        assertThat(grant.proof()).isEqualTo(Proof.TOKEN);
        assertThat(grant.userId()).isEqualTo("u1");
        assertThat(grant.name()).isEqualTo("user:u1");
        assertThat(grant.displayName()).isEqualTo("Erney");
        Claims read = grant.claims();
        assertThat(read.email()).isEqualTo("erney@example.org");
        assertThat(read.guild()).isEqualTo("oak");
        assertThat(read.parties()).containsExactly("p1", "p2");
        assertThat(read.subscribe().has("room:vip2")).isTrue();
        assertThat(read.publish().has("app:mine")).isTrue();
        assertThat(read.scopes()).containsExactlyInAnyOrder("chat.read", "chat.write");
        assertThat(read.roles()).containsExactly("citizen");
        assertThat(read.metadata()).isEqualTo(Map.of("device", "phone", "level", "7"));
        assertThat(read.tokenId()).isEqualTo("t-1");
        assertThat(read.issuedAt()).isEqualTo(clock.instant().minusSeconds(10));
        assertThat(read.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384"})
    void a_secret_is_for_the_algorithms_that_it_is_long_enough_for(String algorithm) {
        assertThat(bySecret.verify(Issuer.hmac(Issuer.SECRET, algorithm, good()))).isPresent();
    }

    @Test
    void one_that_is_too_short_for_an_algorithm_is_not_for_it() {
        assertThat(bySecret.verify(Issuer.hmac(Issuer.SECRET, "HS512", good()))).isEmpty();
        String longer = Issuer.SECRET.repeat(2);
        assertThat(
                        verifier(Map.of("VS_JWT_SECRET", longer))
                                .verify(Issuer.hmac(longer, "HS512", good())))
                .isPresent();
    }

    @Test
    void the_secret_before_is_good_as_long_as_it_is_named() {
        String token = Issuer.hmac(OLD, "HS256", good());

        assertThat(bySecret.verify(token)).isEmpty();
        JwtVerifier both =
                verifier(Map.of("VS_JWT_SECRET", Issuer.SECRET, "VS_JWT_SECRET_PREVIOUS", OLD));
        assertThat(both.verify(token)).isPresent();
        assertThat(both.verify(signed(good()))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                "EdDSA"
            })
    void each_kind_of_public_key_is_for_its_own_algorithms(String algorithm) {
        Issuer issuer = Issuer.with(null, algorithm);
        JwtVerifier verifier = verifier(Map.of("VS_JWT_PUBLIC_KEY", issuer.pem()));

        assertThat(verifier.verify(issuer.sign(good()))).map(Grant::userId).contains("u1");
        assertThat(verifier.verify(Issuer.with(null, algorithm).sign(good()))).isEmpty();
        assertThat(verifier.undecided(issuer.sign(good()))).isEmpty();
    }

    @Test
    void several_public_keys_and_a_secret_go_together() {
        Issuer one = Issuer.with("a", "RS256");
        Issuer two = Issuer.with("b", "ES256");
        JwtVerifier verifier =
                verifier(
                        Map.of(
                                "VS_JWT_PUBLIC_KEY",
                                (one.pem() + two.pem()).replace("\n", "\\n"),
                                "VS_JWT_SECRET",
                                Issuer.SECRET));

        for (String token : List.of(one.sign(good()), two.sign(good()), signed(good()))) {
            assertThat(verifier.verify(token)).isPresent();
        }
    }

    /// The classic: the verifier knows the public key, everybody else does too, and uses its bytes
    /// as the secret of an HS256 token.
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void a_public_key_never_passes_for_a_secret(String algorithm) {
        Issuer issuer = Issuer.with(null, algorithm);
        JwtVerifier verifier =
                verifier(Map.of("VS_JWT_PUBLIC_KEY", issuer.pem(), "VS_JWT_SECRET", Issuer.SECRET));
        String pem = issuer.pem();
        List<byte[]> guesses =
                List.of(
                        issuer.verifying().getEncoded(),
                        pem.getBytes(StandardCharsets.UTF_8),
                        pem.strip().getBytes(StandardCharsets.UTF_8),
                        pem.replace("\n", "").getBytes(StandardCharsets.UTF_8));

        for (byte[] guess : guesses) {
            for (String hmac : List.of("HS256", "HS384", "HS512")) {
                Key key = new HmacKey(guess);
                assertThat(verifier.verify(Issuer.sign(key, hmac, null, good()))).isEmpty();
            }
        }
    }

    @Test
    void a_token_that_is_not_signed_is_never_good() {
        String body = encoded("{\"sub\":\"u1\",\"exp\":%d}".formatted(now() + 60));
        String signature = signed(good()).split("\\.")[2];
        List<String> tokens = new ArrayList<>();
        for (String name : List.of("none", "None", "NONE", "nOnE", "", "HS256")) {
            String head = encoded("{\"alg\":\"" + name + "\"}");
            tokens.add(head + "." + body + ".");
            tokens.add(head + "." + body + "." + signature);
        }
        tokens.add(encoded("{}") + "." + body + ".");
        tokens.add(encoded("{\"alg\":null}") + "." + body + ".");
        tokens.add(encoded("{\"alg\":[\"none\"]}") + "." + body + ".");
        tokens.add(encoded("{\"alg\":{\"alg\":\"none\"}}") + "." + body + ".");
        Issuer rsa = Issuer.with(null, "RS256");
        JwtVerifier verifier =
                verifier(Map.of("VS_JWT_PUBLIC_KEY", rsa.pem(), "VS_JWT_SECRET", Issuer.SECRET));

        assertThat(tokens)
                .allSatisfy(token -> {
                    assertThat(verifier.verify(token)).isEmpty();
                    assertThat(verifier.undecided(token)).isEmpty();
                });
    }

    @Test
    void none_cannot_even_be_permitted() {
        assertThat(ConfiguredKeysTest.problem(Map.of("VS_JWT_ALGORITHMS", "none")))
                .contains("VS_JWT_ALGORITHMS has 'none'");
    }

    @Test
    void keys_that_a_token_brings_along_are_not_looked_at() throws Exception {
        Issuer stranger = Issuer.with("evil", "RS256");
        for (String member :
                List.of(
                        "\"jwk\":" + stranger.jwk(),
                        "\"jku\":\"http://127.0.0.1:1/keys\"",
                        "\"x5u\":\"http://127.0.0.1:1/cert\"",
                        "\"kid\":\"../../../../dev/null\"",
                        "\"kid\":\"' OR 1=1 --\"")) {
            String head = encoded("{\"alg\":\"RS256\"," + member + "}");
            String input = head + "." + signed(good()).split("\\.")[1];
            var signature = java.security.Signature.getInstance("SHA256withRSA");
            signature.initSign((java.security.PrivateKey) stranger.signing());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            String token =
                    input
                            + "."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(signature.sign());

            assertThat(
                            verifier(Map.of("VS_JWT_PUBLIC_KEY", Issuer.with(null, "RS256").pem()))
                                    .verify(token))
                    .isEmpty();
        }
    }

    @Test
    void one_changed_letter_anywhere_makes_it_worthless() {
        String token = signed(good());
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(bySecret.verify(changed)).as(changed).isEmpty();
        }
    }

    @Test
    void a_token_has_to_say_when_it_expires() {
        var claims = new HashMap<>(good());
        claims.remove("exp");
        assertThat(bySecret.verify(signed(claims))).isEmpty();
        for (Object nonsense : List.of("soon", true, List.of(now() + 60), Map.of())) {
            claims.put("exp", nonsense);
            assertThat(bySecret.verify(signed(claims))).as(nonsense.toString()).isEmpty();
        }
    }

    @Test
    void far_ends_are_bounded_and_ends_before_time_are_over() {
        for (long end : new long[] {Long.MAX_VALUE, 1L << 60, 253_402_300_800L}) {
            Grant grant = bySecret.verify(signed(Issuer.claims("u1", end))).orElseThrow();
            assertThat(grant.lease().holds()).isTrue();
            assertThat(grant.claims().expiresAt()).isNotNull();
        }
        for (long end : new long[] {0, -1, Long.MIN_VALUE, -(1L << 60)}) {
            assertThat(bySecret.verify(signed(Issuer.claims("u1", end)))).isEmpty();
        }
    }

    @Test
    void it_holds_until_it_expires_and_the_leeway_is_over() {
        String token = signed(good());
        Grant grant = bySecret.verify(token).orElseThrow();
        assertThat(grant.lease().remaining()).contains(Duration.ofSeconds(65));
        assertThat(grant.expiresAt(clock.instant())).contains(clock.instant().plusSeconds(60));

        clock.advance(Duration.ofSeconds(64));
        assertThat(grant.lease().holds()).isTrue();
        assertThat(bySecret.verify(token)).isPresent();

        clock.advance(Duration.ofSeconds(1));
        assertThat(grant.lease().holds()).isFalse();
        assertThat(grant.lease().isBarred()).isFalse();
        assertThat(grant.lease().remaining()).contains(Duration.ZERO);
        assertThat(bySecret.verify(token)).isEmpty();
    }

    @Test
    void a_clock_of_the_machine_that_is_set_changes_nothing_for_one_who_is_in() {
        var wall = new TestClock();
        JwtVerifier verifier =
                verifier(Map.of("VS_JWT_SECRET", Issuer.SECRET), new Clocks(clock, wall));
        Grant grant = verifier.verify(signed(good())).orElseThrow();

        wall.advance(Duration.ofDays(-1));
        clock.advance(Duration.ofSeconds(66));

        assertThat(grant.lease().holds()).isFalse();
    }

    @Test
    void one_that_was_taken_back_is_worth_nothing_and_ends_what_it_opened() {
        Map<String, Object> claims = good();
        claims.put("jti", "t-1");
        claims.put("iat", now() - 1);
        String one = signed(claims);
        claims.put("jti", "t-2");
        String two = signed(claims);
        Grant first = bySecret.verify(one).orElseThrow();
        Grant second = bySecret.verify(two).orElseThrow();

        sanctions.apply(sanction(Sanction.Kind.TOKEN, "t-1"));
        assertThat(first.lease().holds()).isFalse();
        assertThat(first.lease().isBarred()).isFalse();
        assertThat(bySecret.verify(one)).isEmpty();
        assertThat(second.lease().holds()).isTrue();

        sanctions.apply(sanction(Sanction.Kind.USER, "u1"));
        assertThat(second.lease().holds()).isFalse();
        assertThat(bySecret.verify(two)).isEmpty();
        claims.put("iat", now());
        assertThat(bySecret.verify(signed(claims))).isPresent();
    }

    @Test
    void a_banned_user_is_kept_out_with_whatever_token_and_let_in_again() {
        String token = signed(good());
        Grant grant = bySecret.verify(token).orElseThrow();
        Sanction ban = sanction(Sanction.Kind.BAN, "u1");

        sanctions.apply(ban);

        assertThat(grant.lease().holds()).isFalse();
        assertThat(grant.lease().isBarred()).isTrue();
        assertThat(bySecret.verify(token)).map(known -> known.lease().isBarred()).contains(true);
        sanctions.apply(ban.lifted(clock.instant(), "admin-key"));
        assertThat(grant.lease().holds()).isTrue();
        sanctions.apply(ban);
        clock.advance(Duration.ofSeconds(66));
        assertThat(grant.lease().isBarred()).isFalse();
    }

    @Test
    void a_token_that_is_shown_again_says_the_same_and_is_asked_anew_whether_it_holds() {
        String token = signed(good());
        Grant first = bySecret.verify(token).orElseThrow();
        clock.advance(Duration.ofSeconds(30));

        Grant again = bySecret.verify(token).orElseThrow();

        assertThat(again.claims()).isSameAs(first.claims());
        assertThat(again.lease().remaining()).contains(Duration.ofSeconds(35));
        assertThat(bySecret.verify(token.substring(0, token.length() - 2) + "AA")).isEmpty();
        clock.advance(Duration.ofSeconds(35));
        assertThat(bySecret.verify(token)).isEmpty();
    }

    @Test
    void no_more_than_so_many_are_remembered_and_the_latest_are() {
        var remembered = new VerifiedTokens(3);
        VerificationKey key = VerificationKey.ofSecret(Issuer.SECRET);
        var verified = new VerifiedTokens.Verified(Claims.NONE, key);
        for (String token : List.of("a", "b", "c")) {
            remembered.add(token, verified);
        }
        remembered.find("a");
        remembered.add("d", verified);

        assertThat(remembered.count()).isEqualTo(3);
        assertThat(remembered.find("b")).isNull();
        assertThat(remembered.find("a")).isEqualTo(verified);
        key.retire();
        assertThat(remembered.find("a")).isNull();
        assertThat(remembered.count()).isEqualTo(2);
    }

    private Sanction sanction(Sanction.Kind kind, String subject) {
        return new Sanction(
                kind, subject, "", clock.instant(), clock.instant().plusSeconds(3600), "x", "");
    }

    @Test
    void one_that_is_not_good_yet_is_not_good() {
        var claims = new HashMap<>(good());
        claims.put("nbf", now() + 5);
        assertThat(bySecret.verify(signed(claims))).isPresent();
        claims.put("nbf", now() + 6);
        assertThat(bySecret.verify(signed(claims))).isEmpty();
    }

    @Test
    void issuer_and_audience_have_to_be_those_of_the_settings() {
        JwtVerifier verifier =
                verifier(
                        Map.of(
                                "VS_JWT_SECRET", Issuer.SECRET,
                                "VS_JWT_ISSUER", "https://a.example,https://b.example",
                                "VS_JWT_AUDIENCE", "vs-gateway,other"));
        var claims = new HashMap<>(good());
        claims.put("iss", "https://b.example");
        claims.put("aud", List.of("x", "vs-gateway"));
        assertThat(verifier.verify(signed(claims))).isPresent();

        for (var wrong :
                List.of(
                        Map.entry("iss", "https://b.example/"),
                        Map.entry("iss", "https://evil.example"),
                        Map.entry("aud", "vs-gateway2"),
                        Map.entry("aud", ""))) {
            var changed = new HashMap<>(claims);
            changed.put(wrong.getKey(), wrong.getValue());
            assertThat(verifier.verify(signed(changed))).as(wrong.toString()).isEmpty();
        }
        for (String missing : List.of("iss", "aud")) {
            var changed = new HashMap<>(claims);
            changed.remove(missing);
            assertThat(verifier.verify(signed(changed))).as("without " + missing).isEmpty();
        }
        assertThat(bySecret.verify(signed(claims))).isPresent();
    }

    @Test
    void algorithms_can_be_narrowed() {
        Issuer rsa = Issuer.with(null, "RS256");
        JwtVerifier verifier =
                verifier(
                        Map.of("VS_JWT_PUBLIC_KEY", rsa.pem(), "VS_JWT_ALGORITHMS", "RS256,ES256"));

        assertThat(verifier.verify(rsa.sign(good()))).isPresent();
        assertThat(verifier.verify(Issuer.sign(rsa.signing(), "PS256", null, good()))).isEmpty();
        assertThat(verifier.verify(Issuer.sign(rsa.signing(), "RS512", null, good()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, ADMIN",
        "backend, SERVICE",
        "moderator, MODERATOR",
        "eye, MONITOR",
        "administrator, PLAYER",
        "ADMIN, PLAYER",
        "service, PLAYER",
        "'eye moderator backend admin', ADMIN",
        "'eye moderator', MODERATOR",
        "'', PLAYER"
    })
    void a_role_is_what_the_operator_says_of_the_token(String roles, Role role) {
        JwtVerifier verifier =
                verifier(
                        Map.of(
                                "VS_JWT_SECRET", Issuer.SECRET,
                                "VS_JWT_ROLES_ADMIN", "admin",
                                "VS_JWT_ROLES_SERVICE", "backend,back-end",
                                "VS_JWT_ROLES_MONITOR", "eye"));
        for (String claim : List.of("roles", "role", "groups")) {
            var claims = new HashMap<>(good());
            claims.put(claim, roles);

            assertThat(verifier.verify(signed(claims))).map(Grant::role).contains(role);
        }
    }

    @Test
    void without_the_operators_word_nobody_is_more_than_a_moderator() {
        var claims = new HashMap<>(good());
        for (String role : List.of("admin", "service", "monitor", "root", "*")) {
            claims.put("roles", List.of(role));
            assertThat(bySecret.verify(signed(claims))).map(Grant::role).contains(Role.PLAYER);
        }
    }

    @Test
    void claims_have_the_names_that_the_settings_give() {
        JwtVerifier verifier =
                verifier(
                        Map.of(
                                "VS_JWT_SECRET", Issuer.SECRET,
                                "VS_JWT_CLAIMS_USER", "https://example.org/uid,user_id",
                                "VS_JWT_CLAIMS_ROLES", "realm_access.roles",
                                "VS_JWT_ROLES_ADMIN", "boss"));
        Map<String, Object> claims = good();
        claims.put("user_id", 17);
        claims.put("realm_access", Map.of("roles", List.of("boss")));

        Grant grant = verifier.verify(signed(claims)).orElseThrow();

        assertThat(grant.userId()).isEqualTo("17");
        assertThat(grant.role()).isEqualTo(Role.ADMIN);
        claims.put("https://example.org/uid", "first");
        assertThat(verifier.verify(signed(claims))).map(Grant::userId).contains("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "key:admin",
                "key:",
                "game:Erney",
                ".",
                "..",
                "two\nlines",
                "bell\u0007",
                "turned\u202earound",
                "zero\u200bwidth",
                "an-id-of-sixty-five-bytes-0123456789-0123456789-0123456789-012345",
                "::::::::::::::::::::::"
            })
    void a_user_who_would_be_nobody_or_somebody_else_makes_it_worthless(String user) {
        assertThat(bySecret.verify(signed(Issuer.claims(user, now() + 60)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"u", "auth0|5f7c", "urn:user:1", "Ärger 鍵🌩", "a*b%c", "anonymous", "..."})
    void other_users_are_who_they_are(String user) {
        assertThat(bySecret.verify(signed(Issuer.claims(user, now() + 60))))
                .map(Grant::userId)
                .contains(user);
    }

    @Test
    void a_user_of_another_type_makes_it_worthless() {
        Map<String, Object> claims = good();
        for (Object user : List.of(List.of("u1"), Map.of("a", "b"), 1.5)) {
            claims.put("sub", user);
            assertThat(bySecret.verify(signed(claims))).as(user.toString()).isEmpty();
        }
        claims.put("sub", "u1");
        for (Object id : List.of(7, "x".repeat(129), "a\nb", "")) {
            claims.put("jti", id);
            assertThat(bySecret.verify(signed(claims))).as(id.toString()).isEmpty();
        }
    }

    @Test
    void what_is_too_much_of_other_claims_is_left_out() {
        Map<String, Object> claims = good();
        claims.put("name", "n".repeat(100));
        claims.put("email", "e".repeat(255));
        claims.put("guild", List.of("oak"));
        List<String> topics = new ArrayList<>(List.of("t".repeat(129), "new\nline", ""));
        for (int i = 0; i < 150; i++) {
            topics.add("t" + i);
        }
        claims.put("channels", topics);
        claims.put("parties", Map.of("a", 1));
        claims.put("roles", 7);

        Claims read = bySecret.verify(signed(claims)).orElseThrow().claims();

        assertThat(read.displayName()).hasSize(64);
        assertThat(read.email()).isNull();
        assertThat(read.guild()).isNull();
        assertThat(read.parties()).isEmpty();
        assertThat(read.roles()).isEmpty();
        assertThat(read.subscribe().entries()).hasSize(128).startsWith("t0").endsWith("t127");
    }

    @Test
    void texts_that_are_no_tokens_are_somebody_elses() {
        String token = signed(good());
        for (String text :
                List.of(
                        "",
                        "..",
                        "a.b",
                        "a.b.c",
                        "a.b.c.d",
                        token + ".",
                        "." + token,
                        " " + token,
                        token + " ",
                        token.replace('.', ':'),
                        encoded("[]") + ".." + encoded("x"),
                        encoded("{\"alg\":\"HS256\",\"kid\":7}") + ".e30.AAAA",
                        encoded("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}") + ".e30.AAAA",
                        encoded("[".repeat(2000)) + "." + encoded("{".repeat(2000)) + ".AAAA",
                        encoded("{\"alg\":\"HS256\",\"alg\":\"none\"}") + ".e30.")) {
            assertThat(bySecret.verify(text)).as(text).isEmpty();
            assertThat(bySecret.undecided(text)).as(text).isEmpty();
        }
        assertThat(verifier(Map.of()).verify(token)).isEmpty();
    }

    @Test
    void one_as_long_as_any_credential_may_be_is_good() {
        Map<String, Object> claims = good();
        claims.put("filler", "");
        int missing = Credential.MAX_LENGTH - signed(claims).length();
        claims.put("filler", "x".repeat(missing * 3 / 4));

        String token = signed(claims);

        assertThat(token.length()).isBetween(Credential.MAX_LENGTH - 8, Credential.MAX_LENGTH);
        assertThat(bySecret.verify(token)).isPresent();
    }

    @Test
    void nothing_that_is_kept_shows_the_secret() {
        Grant grant = bySecret.verify(signed(good())).orElseThrow();

        assertThat(VerificationKey.ofSecret(Issuer.SECRET).toString()).doesNotContain("secret");
        assertThat(grant.toString()).doesNotContain(Issuer.SECRET.substring(0, 8));
    }

    private JwtVerifier verifier(Map<String, String> environment) {
        return verifier(environment, new Clocks(clock, clock));
    }

    private JwtVerifier verifier(Map<String, String> environment, Clocks clocks) {
        TokenSettings settings = SettingsProbe.of(TokenSettings.class, environment);
        return JwtVerifier.of(
                settings,
                new KeySet(ConfiguredKeys.of(settings).keys(), null),
                sanctions,
                new Standings(),
                clocks);
    }

    private Map<String, Object> good() {
        return new TreeMap<>(Issuer.claims("u1", now() + 60));
    }

    private static String signed(Map<String, ?> claims) {
        return Issuer.hmac(Issuer.SECRET, AlgorithmIdentifiers.HMAC_SHA256, claims);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
