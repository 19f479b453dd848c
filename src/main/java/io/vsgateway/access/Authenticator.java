package io.vsgateway.access;

import io.quarkus.arc.All;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.FailureThrottle;
import io.vsgateway.access.refusal.Refusal;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.settings.Live;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Finds out who calls. It asks its verifiers one after another; an error in one of them is a
/// denial. Refusals are counted, logged without any part of the credential, and delayed for
/// addresses that fail often.
///
/// Any thread, event loops included: it never blocks and answers from memory. The first call uses
/// up a ticket, so a request must be authenticated only once.
@ApplicationScoped
public class Authenticator {
    // An unusable credential costs as much work as a wrong one.
    private static final String NOBODY = "";

    private final List<CredentialVerifier> verifiers;
    private final List<CredentialVerifier> verifiersForSignIn;
    private final Live<TrustedProxies> proxies;
    private final FailureThrottle throttle;
    private final RefusalLog log;
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

    Authenticator(
            @All List<CredentialVerifier> verifiers,
            Live<TrustedProxies> proxies,
            FailureThrottle throttle,
            RefusalLog log) {
        this.verifiers = verifiers.stream().filter(one -> !one.isForSignInOnly()).toList();
        this.verifiersForSignIn = List.copyOf(verifiers);
        this.proxies = proxies;
        this.throttle = throttle;
        this.log = log;
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    /// Judges the credential that a request presents.
    public Verdict authenticate(RequestHead head) {
        return authenticate(Credential.of(head), proxies.get().clientOf(head));
    }

    /// The same for signing in, where the one-time link is also valid, and is used up.
    public Verdict authenticateToSignIn(RequestHead head) {
        return judge(Credential.of(head), proxies.get().clientOf(head), verifiersForSignIn);
    }

    /// Judges a credential that came from an address.
    public Verdict authenticate(Credential credential, ClientAddress address) {
        return judge(credential, address, verifiers);
    }

    private Verdict judge(
            Credential credential, ClientAddress address, List<CredentialVerifier> asked) {
        return switch (credential) {
            case Credential.None _ -> refuse(Refusal.MISSING, address, "nowhere in the request");
            case Credential.Unusable(Refusal why, Credential.Place place) ->
                    hear(NOBODY, why, address, place, asked);
            case Credential.Presented(String secret, Credential.Place place) ->
                    hear(secret, Refusal.NOT_VALID, address, place, asked);
        };
    }

    private Verdict hear(
            String secret,
            Refusal otherwise,
            ClientAddress address,
            Credential.Place place,
            List<CredentialVerifier> asked) {
        Duration wait = throttle.mustWait(address);
        if (wait.isPositive()) {
            count(Refusal.NOT_HEARD).increment();
            log.refused(address, Refusal.NOT_HEARD, place.toString());
            return new Verdict.NotHeard(wait);
        }
        return check(secret, otherwise, address, place, asked);
    }

    /// How many callers were refused for this reason since the start.
    public long refused(Refusal reason) {
        return count(reason).sum();
    }

    private Verdict check(
            String secret,
            Refusal otherwise,
            ClientAddress address,
            Credential.Place place,
            List<CredentialVerifier> asked) {
        try {
            Optional<Grant> vouched = vouched(secret, asked);
            if (vouched.isPresent()) {
                Caller caller = new Caller(vouched.get(), address);
                return caller.isBarred() ? bar(caller, place) : new Verdict.Granted(caller);
            }
            Optional<Duration> later = undecided(secret, asked);
            return later.isPresent()
                    ? putOff(later.get(), address, place)
                    : refuse(otherwise, address, place.toString());
        } catch (RuntimeException e) {
            // Its message might hold the credential.
            String where = place + ", " + e.getClass().getName();
            return refuse(Refusal.CHECK_FAILED, address, where);
        }
    }

    private Optional<Grant> vouched(String secret, List<CredentialVerifier> asked) {
        for (CredentialVerifier verifier : asked) {
            Optional<Grant> grant = verifier.verify(secret);
            if (grant.isPresent() && !secret.isEmpty()) {
                return grant;
            }
        }
        return Optional.empty();
    }

    /// The longest time that any verifier asks for, so that nobody is told to come back too early.
    private static Optional<Duration> undecided(String secret, List<CredentialVerifier> asked) {
        return asked.stream()
                .flatMap(verifier -> verifier.undecided(secret).stream())
                .max(Comparator.naturalOrder());
    }

    private Verdict bar(Caller caller, Credential.Place place) {
        count(Refusal.BARRED).increment();
        log.refused(caller.address(), Refusal.BARRED, place.toString());
        return new Verdict.Forbidden(caller);
    }

    /// Not counted as a guess: nothing was compared.
    private Verdict putOff(Duration wait, ClientAddress address, Credential.Place place) {
        count(Refusal.UNDECIDED).increment();
        log.refused(address, Refusal.UNDECIDED, place.toString());
        return new Verdict.Later(wait);
    }

    private LongAdder count(Refusal reason) {
        return Objects.requireNonNull(refusals.get(reason));
    }

    private Verdict refuse(Refusal why, ClientAddress address, String where) {
        count(why).increment();
        log.refused(address, why, where);
        Duration delay = why == Refusal.MISSING ? Duration.ZERO : throttle.failed(address);
        return new Verdict.Unauthorised(why, delay);
    }
}
