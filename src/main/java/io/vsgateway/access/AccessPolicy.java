package io.vsgateway.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.net.ClientAddress;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Whom an endpoint lets in, by their credential. What they may do there is checked later, for each
/// action. A wrong credential is refused even where none is needed, unless none is looked at:
/// whoever shows one wants to be known, and must learn that they are not. Immutable, any thread.
///
/// @param scopes what a token must have, for [Kind#SCOPES] and [Kind#ANYSCOPE]; otherwise empty
public record AccessPolicy(Kind kind, Set<String> scopes) {
    /// Any credential will do, but there must be one.
    public static final AccessPolicy PROTECTED = new AccessPolicy(Kind.PROTECTED, Set.of());

    private static final Pattern SCOPE = Pattern.compile("[\\x21-\\x7e&&[^+\"\\\\]]{1,128}");

    /// What is required.
    public enum Kind {
        /// Nothing: a credential is not even looked at.
        PUBLIC,
        /// A credential, if there is one.
        OPTIONAL,
        /// A credential, of any kind.
        PROTECTED,
        /// A token, or what was bought with one: a person, not a key.
        USER,
        /// A token that has all of the scopes.
        SCOPES,
        /// A token that has one of the scopes.
        ANYSCOPE,
        /// There is nothing here.
        OFF
    }

    public AccessPolicy {
        scopes = Set.copyOf(scopes);
        boolean needsScopes = kind == Kind.SCOPES || kind == Kind.ANYSCOPE;
        if (needsScopes == scopes.isEmpty()) {
            throw new IllegalArgumentException(kind + " with the scopes " + scopes);
        }
    }

    /// Reads the value of a setting, such as `user` or `scopes:chat.read+chat.write`.
    ///
    /// @throws ConfigurationException naming the variable and the allowed values
    public static AccessPolicy of(String variable, String text) {
        String[] parts = text.strip().split(":", 2);
        try {
            Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return new AccessPolicy(kind, parts.length == 1 ? Set.of() : scopes(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "%s is '%s': it has to be public, optional, protected, user, scopes:a+b, anyscope:a+b or off"
                            .formatted(variable, text),
                    e);
        }
    }

    private static Set<String> scopes(String text) {
        Set<String> scopes = Set.of(text.split("\\+", -1));
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new IllegalArgumentException("not scopes: " + text);
        }
        return scopes;
    }

    /// Judges a caller from this address.
    ///
    /// @param authenticated the verdict of [Authenticator] on the credential; called at most once,
    ///   and only if it matters, because it uses up a ticket
    public Verdict judge(Credential shown, ClientAddress address, Supplier<Verdict> authenticated) {
        return switch (kind) {
            case OFF -> new Verdict.NotFound();
            case PUBLIC -> new Verdict.Granted(Caller.anonymous(address));
            case OPTIONAL ->
                    shown instanceof Credential.None
                            ? new Verdict.Granted(Caller.anonymous(address))
                            : authenticated.get();
            case PROTECTED, USER, SCOPES, ANYSCOPE -> narrowed(authenticated.get());
        };
    }

    private Verdict narrowed(Verdict verdict) {
        return verdict instanceof Verdict.Granted(Caller caller) && !admits(caller.grant())
                ? new Verdict.Forbidden(caller)
                : verdict;
    }

    /// Whether a credential that is worth this is enough.
    public boolean admits(Grant grant) {
        Set<String> held = grant.claims().scopes();
        return switch (kind) {
            case PUBLIC, OPTIONAL -> true;
            case PROTECTED -> !grant.isAnonymous();
            case USER -> grant.isPersonal();
            case SCOPES -> held.containsAll(scopes);
            case ANYSCOPE -> scopes.stream().anyMatch(held::contains);
            case OFF -> false;
        };
    }

    /// In the form of the setting.
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return scopes.isEmpty()
                ? name
                : name + ":" + String.join("+", scopes.stream().sorted().toList());
    }
}
