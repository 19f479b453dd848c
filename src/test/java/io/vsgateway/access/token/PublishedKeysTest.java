package io.vsgateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.CapturedLog;
import io.vsgateway.access.Grant;
import io.vsgateway.access.SettingsProbe;
import io.vsgateway.access.TestClock;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.time.Clocks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
    private static final Issuer ONE = Issuer.with("one", "RS256");
    private static final Issuer TWO = Issuer.with("two", "ES256");

    private final TestClock clock = new TestClock();
    private final Deque<CompletableFuture<List<VerificationKey>>> fetches = new ArrayDeque<>();
    private final PublishedKeys keys = new PublishedKeys(this::fetch, clock);
    private final JwtVerifier verifier =
            JwtVerifier.of(
                    SettingsProbe.of(TokenSettings.class, Map.of()),
                    new KeySet(List.of(), keys),
                    Sanctions.inMemory(clock),
                    new Standings(),
                    new Clocks(clock, clock));

    private CompletionStage<List<VerificationKey>> fetch() {
        var fetch = new CompletableFuture<List<VerificationKey>>();
        fetches.add(fetch);
        return fetch;
    }

    @Test
    void before_the_keys_are_there_a_token_cannot_be_judged() {
        keys.refresh();

        assertThat(verifier.verify(token(ONE))).isEmpty();
        assertThat(verifier.undecided(token(ONE))).contains(PublishedKeys.SOON);
        assertThat(verifier.undecided(token(Issuer.with(null, "RS256")))).isPresent();

        answer(Issuer.jwks(ONE));
        assertThat(verifier.verify(token(ONE))).map(Grant::userId).contains("u1");
        assertThat(fetches).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_starts_one_fetch_and_its_token_waits_outside() {
        begin(Issuer.jwks(ONE));
        clock.advance(Duration.ofMinutes(1));

        for (int i = 0; i < 1000; i++) {
            assertThat(verifier.verify(token(TWO))).isEmpty();
            assertThat(verifier.undecided(token(TWO))).contains(PublishedKeys.SOON);
        }
        assertThat(fetches).hasSize(1);

        answer(Issuer.jwks(ONE, TWO));
        assertThat(verifier.verify(token(TWO))).isPresent();
    }

    @Test
    void no_two_fetches_are_within_ten_seconds() {
        begin(Issuer.jwks(ONE));
        clock.advance(Duration.ofSeconds(4));

        assertThat(verifier.undecided(token(TWO)))
                .contains(Duration.ofSeconds(6).plus(PublishedKeys.SOON));
        assertThat(fetches).isEmpty();

        clock.advance(Duration.ofSeconds(6));
        assertThat(verifier.undecided(token(TWO))).contains(PublishedKeys.SOON);
        assertThat(fetches).hasSize(1);
    }

    @Test
    void a_key_that_a_fetch_did_not_bring_is_unknown_and_yet_tried_again() {
        begin(Issuer.jwks(ONE));
        clock.advance(Duration.ofSeconds(11));
        verifier.undecided(token(TWO));
        answer(Issuer.jwks(ONE));

        assertThat(verifier.undecided(token(TWO))).isEmpty();
        assertThat(fetches).isEmpty();

        clock.advance(Duration.ofSeconds(11));
        assertThat(verifier.undecided(token(TWO))).isEmpty();
        answer(Issuer.jwks(ONE, TWO));
        assertThat(verifier.verify(token(TWO))).isPresent();
    }

    @Test
    void a_wrong_signature_of_a_key_that_is_there_is_wrong_at_once() {
        begin(Issuer.jwks(ONE));
        clock.advance(Duration.ofMinutes(1));
        Issuer impostor = Issuer.with("one", "RS256");

        assertThat(verifier.verify(token(impostor))).isEmpty();
        assertThat(verifier.undecided(token(impostor))).isEmpty();
        assertThat(verifier.undecided(token(Issuer.with(null, "RS256")))).isEmpty();
        assertThat(fetches).isEmpty();
    }

    @Test
    void no_set_of_public_keys_makes_a_token_of_a_secret_good() {
        keys.refresh();
        String token = Issuer.hmac(Issuer.SECRET, "HS256", Issuer.claims("u1", now() + 60));

        assertThat(verifier.undecided(token)).isEmpty();
        String oct =
                "{\"kty\":\"oct\",\"k\":\"YS1zZWNyZXQtb2YtYW4taXNzdWVyLTAxMjM0NTY3ODktYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo\"}";
        answer(Issuer.jwks(ONE).replace("]}", "," + oct + "]}"));
        assertThat(keys.keys()).hasSize(1);
        assertThat(verifier.verify(token)).isEmpty();
    }

    @Test
    void a_failed_fetch_keeps_the_keys_and_is_told_once() {
        begin(Issuer.jwks(ONE));
        Grant grant = verifier.verify(token(ONE)).orElseThrow();
        try (CapturedLog log = CapturedLog.start()) {
            for (int i = 0; i < 3; i++) {
                keys.refresh();
                fetches.remove().completeExceptionally(new IOException("nobody is there"));
            }
            keys.refresh();
            answer("{\"keys\":[]}");

            assertThat(log.lines().stream().filter(l -> l.contains("VS_JWT_JWKS_URL")).toList())
                    .singleElement()
                    .asString()
                    .contains("nobody is there", "1 keys of before are kept");
            assertThat(verifier.verify(token(ONE))).isPresent();
            assertThat(grant.lease().holds()).isTrue();

            keys.refresh();
            answer(Issuer.jwks(ONE));
            assertThat(log.lines()).anyMatch(line -> line.contains("are there again: 1"));
        }
    }

    @Test
    void a_key_that_vanished_ends_what_it_signed_and_one_that_stayed_does_not() {
        begin(Issuer.jwks(ONE, TWO));
        Grant gone = verifier.verify(token(ONE)).orElseThrow();
        Grant stays = verifier.verify(token(TWO)).orElseThrow();

        keys.refresh();
        answer(Issuer.jwks(TWO));

        assertThat(gone.lease().holds()).isFalse();
        assertThat(gone.lease().isBarred()).isFalse();
        assertThat(stays.lease().holds()).isTrue();
        assertThat(verifier.verify(token(ONE))).isEmpty();
    }

    @Test
    void another_key_of_the_same_name_is_another_key() {
        begin(Issuer.jwks(ONE));
        Grant grant = verifier.verify(token(ONE)).orElseThrow();
        Issuer other = Issuer.with("one", "RS256");

        keys.refresh();
        answer(Issuer.jwks(other));

        assertThat(grant.lease().holds()).isFalse();
        assertThat(verifier.verify(token(ONE))).isEmpty();
        assertThat(verifier.verify(token(other))).isPresent();
    }

    @Test
    void a_fetch_that_cannot_even_begin_is_one_that_failed() {
        var broken =
                new PublishedKeys(
                        () -> {
                            throw new IllegalStateException("no");
                        },
                        clock);

        broken.refresh();
        broken.refresh();

        assertThat(broken.mayCome("one")).isPresent();
    }

    @Test
    void keys_that_are_not_for_signatures_are_passed_over() {
        String key = ONE.jwk();
        String json =
                "{\"keys\":["
                        + key.replace("}", ",\"use\":\"enc\"}")
                        + ","
                        + key.replace("}", ",\"key_ops\":[\"encrypt\"]}")
                        + ","
                        + key.replace("}", ",\"alg\":\"RSA-OAEP\"}")
                        + ",{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AA\",\"y\":\"AA\"}"
                        + ",{\"kty\":\"PQC\"},{}"
                        + ","
                        + TWO.jwk().replace("}", ",\"use\":\"sig\",\"alg\":\"ES256\"}")
                        + "]}";

        assertThat(JwkSet.read(json, Set.of()))
                .extracting(VerificationKey::id)
                .containsExactly("two");
        assertThat(JwkSet.read(json, Set.of("RS256"))).isEmpty();
    }

    @Test
    void a_crowd_of_unknown_names_is_not_remembered_for_ever_and_harms_nobody() {
        begin(Issuer.jwks(ONE));
        clock.advance(Duration.ofMinutes(1));

        for (int i = 0; i < 10_000; i++) {
            keys.mayCome("made up " + i);
        }

        assertThat(fetches).hasSize(1);
        assertThat(verifier.verify(token(ONE))).isPresent();
    }

    private void begin(String json) {
        keys.refresh();
        answer(json);
    }

    private void answer(String json) {
        fetches.remove().complete(JwkSet.read(json, Set.of()));
    }

    private String token(Issuer issuer) {
        return issuer.sign(Issuer.claims("u1", now() + 600));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
