package io.vsgateway.access;

import static io.vsgateway.access.TestRequest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Credential.Place;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.FailureThrottle;
import io.vsgateway.access.refusal.Refusal;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.settings.Live;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final ClientAddress HERE = new ClientAddress("203.0.113.9");
    private static final Grant GRANT = new Grant(Role.MONITOR, "monitor-key", Proof.KEY);

    private final TestClock clock = new TestClock();
    private final List<String> log = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void a_credential_that_is_known_tells_who_calls_and_from_where() {
        Verdict verdict = knowing("s3cret").authenticate(request().query("token=s3cret").head());

        assertThat(verdict).isEqualTo(new Verdict.Granted(new Caller(GRANT, HERE)));
        assertThat(log).isEmpty();
    }

    @Test
    void verifiers_are_asked_in_turn_until_one_knows() {
        Authenticator authenticator = with(knows("one"), knows("two"), knows("three"));

        authenticator.authenticate(Credential.inMessage("two"), HERE);

        assertThat(asked).containsExactly("one", "two");
    }

    @Test
    void no_credential_is_refused_at_once_and_is_no_guess() {
        Authenticator authenticator = knowing("s3cret");

        for (int i = 0; i < 10; i++) {
            assertThat(authenticator.authenticate(request().head()))
                    .isEqualTo(new Verdict.Unauthorised(Refusal.MISSING, Duration.ZERO));
        }
        assertThat(authenticator.authenticate(Credential.inMessage("wrong"), HERE))
                .isEqualTo(new Verdict.Unauthorised(Refusal.NOT_VALID, Duration.ZERO));
        assertThat(authenticator.refused(Refusal.MISSING)).isEqualTo(10);
    }

    @Test
    void wrong_ones_are_delayed_more_and_more_while_a_right_one_is_not() {
        Authenticator authenticator = knowing("s3cret");
        List<Long> delays = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            var verdict = authenticator.authenticate(Credential.inMessage("wrong"), HERE);
            delays.add(((Verdict.Unauthorised) verdict).delay().toMillis());
        }

        assertThat(delays).containsExactly(0L, 0L, 100L, 200L, 400L);
        assertThat(authenticator.authenticate(Credential.inMessage("s3cret"), HERE))
                .isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void beyond_a_bound_nobody_looks_at_what_an_address_shows() {
        Authenticator authenticator = knowing("s3cret");
        for (int i = 0; i < 2 + FailureThrottle.MAX_AT_ONCE; i++) {
            authenticator.authenticate(Credential.inMessage("wrong"), HERE);
        }
        asked.clear();

        assertThat(authenticator.authenticate(Credential.inMessage("s3cret"), HERE))
                .isEqualTo(new Verdict.NotHeard(Duration.ofMillis(100)));
        assertThat(authenticator.authenticate(request().query("token=s3cret").head()))
                .isInstanceOf(Verdict.NotHeard.class);
        assertThat(asked).isEmpty();
        assertThat(authenticator.refused(Refusal.NOT_HEARD)).isEqualTo(2);
        assertThat(
                        authenticator.authenticate(
                                Credential.inMessage("s3cret"), new ClientAddress("203.0.113.10")))
                .isInstanceOf(Verdict.Granted.class);
        clock.advance(Duration.ofMillis(100));
        assertThat(authenticator.authenticate(Credential.inMessage("s3cret"), HERE))
                .isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void a_success_does_not_forgive_failures() {
        Authenticator authenticator = knowing("s3cret");
        authenticator.authenticate(Credential.inMessage("wrong"), HERE);
        authenticator.authenticate(Credential.inMessage("wrong"), HERE);
        authenticator.authenticate(Credential.inMessage("s3cret"), HERE);

        assertThat(authenticator.authenticate(Credential.inMessage("wrong"), HERE))
                .isEqualTo(new Verdict.Unauthorised(Refusal.NOT_VALID, Duration.ofMillis(100)));
    }

    @Test
    void an_unusable_one_is_refused_for_its_reason_after_the_same_work() {
        Authenticator authenticator = knowing("s3cret");

        Verdict verdict = authenticator.authenticate(request().query("token=%").head());

        assertThat(verdict).isEqualTo(new Verdict.Unauthorised(Refusal.MALFORMED, Duration.ZERO));
        assertThat(asked).containsExactly("s3cret");
        assertThat(authenticator.refused(Refusal.MALFORMED)).isEqualTo(1);
        assertThat(authenticator.refused(Refusal.NOT_VALID)).isZero();
    }

    @Test
    void nobody_can_vouch_for_an_unusable_one() {
        Authenticator careless = with(_ -> Optional.of(GRANT));

        var verdict =
                careless.authenticate(new Credential.Unusable(Refusal.TOO_LONG, Place.QUERY), HERE);

        assertThat(verdict).isEqualTo(new Verdict.Unauthorised(Refusal.TOO_LONG, Duration.ZERO));
    }

    @Test
    void an_error_while_checking_is_a_denial_that_does_not_log_its_message() {
        Authenticator broken =
                with(secret -> {
                    throw new IllegalStateException("cannot parse " + secret);
                });

        Verdict verdict = broken.authenticate(Credential.inMessage("s3cret"), HERE);

        assertThat(verdict)
                .isEqualTo(new Verdict.Unauthorised(Refusal.CHECK_FAILED, Duration.ZERO));
        assertThat(log)
                .containsExactly(
                        "Refused 203.0.113.9: the credential could not be checked"
                                + " (message, java.lang.IllegalStateException)");
    }

    @Test
    void a_refusal_is_logged_with_place_and_address_and_without_the_secret() {
        TestRequest request = request().header("authorization", "Bearer wr0ng-secret");

        knowing("s3cret").authenticate(request.head());

        assertThat(log).hasSize(1);
        assertThat(log.getFirst())
                .contains("203.0.113.9", "Authorization header")
                .doesNotContain("wr0ng");
    }

    @Test
    void every_reason_has_its_own_text_and_its_own_count() {
        Authenticator authenticator = knowing("s3cret");

        assertThat(Refusal.values()).extracting(Refusal::text).doesNotHaveDuplicates();
        assertThat(Refusal.values()).allMatch(reason -> authenticator.refused(reason) == 0);
    }

    private Authenticator knowing(String secret) {
        return with(knows(secret));
    }

    private CredentialVerifier knows(String known) {
        return secret -> {
            asked.add(known);
            return secret.equals(known) ? Optional.of(GRANT) : Optional.empty();
        };
    }

    @Test
    void the_link_is_asked_only_where_it_is_a_credential() {
        Authenticator authenticator = with(List.of(knows("key")), knows("link"));
        RequestHead head = request().header("authorization", "Bearer link").head();

        assertThat(authenticator.authenticate(head)).isInstanceOf(Verdict.Unauthorised.class);
        assertThat(asked).containsExactly("key");
        assertThat(authenticator.authenticateToSignIn(head)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void what_cannot_be_judged_yet_is_no_guess_and_may_be_shown_again() {
        Authenticator authenticator =
                with(undecided(Duration.ofSeconds(2)), undecided(Duration.ofSeconds(9)));

        for (int i = 0; i < 100; i++) {
            assertThat(authenticator.authenticate(Credential.inMessage("token"), HERE))
                    .isEqualTo(new Verdict.Later(Duration.ofSeconds(9)));
        }
        assertThat(authenticator.authenticate(Credential.inMessage("x".repeat(9000)), HERE))
                .isEqualTo(new Verdict.Unauthorised(Refusal.TOO_LONG, Duration.ZERO));
        assertThat(authenticator.refused(Refusal.UNDECIDED)).isEqualTo(100);
        assertThat(authenticator.refused(Refusal.NOT_VALID)).isZero();
    }

    @Test
    void what_one_knows_is_granted_though_another_cannot_judge_it() {
        assertThat(
                        with(undecided(Duration.ofSeconds(2)), knows("s3cret"))
                                .authenticate(Credential.inMessage("s3cret"), HERE))
                .isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void a_user_who_is_kept_out_is_forbidden_and_not_unknown() {
        Grant banned = GRANT.until(new Banned());
        Authenticator authenticator = with(_ -> Optional.of(banned));

        assertThat(authenticator.authenticate(Credential.inMessage("token"), HERE))
                .isEqualTo(new Verdict.Forbidden(new Caller(banned, HERE)));
        assertThat(authenticator.refused(Refusal.BARRED)).isEqualTo(1);
    }

    private record Banned() implements Lease {
        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public boolean isBarred() {
            return true;
        }
    }

    private static CredentialVerifier undecided(Duration wait) {
        return new CredentialVerifier() {
            @Override
            public Optional<Grant> verify(String secret) {
                return Optional.empty();
            }

            @Override
            public Optional<Duration> undecided(String secret) {
                return secret.equals("token") || secret.equals("s3cret")
                        ? Optional.of(wait)
                        : Optional.empty();
            }
        };
    }

    private Authenticator with(CredentialVerifier... verifiers) {
        return with(List.of(verifiers), _ -> Optional.empty());
    }

    private Authenticator with(List<CredentialVerifier> verifiers, CredentialVerifier link) {
        var linkOnly =
                new CredentialVerifier() {
                    @Override
                    public Optional<Grant> verify(String secret) {
                        return link.verify(secret);
                    }

                    @Override
                    public boolean isForSignInOnly() {
                        return true;
                    }
                };
        return new Authenticator(
                Stream.concat(verifiers.stream(), Stream.of(linkOnly)).toList(),
                new Live<>(TrustedProxies.of(List.of())),
                new FailureThrottle(2, Duration.ofMinutes(1), Duration.ofSeconds(5), clock),
                new RefusalLog(clock, log::add));
    }
}
