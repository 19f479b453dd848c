package io.vsgateway.ops;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.AccessSettings;
import io.vsgateway.access.keys.KeyRing;
import io.vsgateway.access.keys.KeySettings;
import io.vsgateway.access.named.NamedKeys;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.token.ConfiguredKeys;
import io.vsgateway.access.token.TokenSettings;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with keys, tokens, proxies and origins beyond what their declarations check, for
/// callers that want to know without starting a gateway.
public final class AccessProblems {
    private AccessProblems() {}

    /// One line per problem, naming the variable and no secret.
    public static List<String> of(AccessSettings settings, KeySettings keys, TokenSettings tokens) {
        var problems = new ArrayList<String>();
        collect(problems, () -> KeyRing.of(keys.apiKey()));
        collect(problems, () -> NamedKeys.check(keys.apiKeysFile()));
        collect(problems, () -> ConfiguredKeys.of(tokens));
        collect(
                problems,
                () -> {
                    TrustedProxies none = TrustedProxies.of(List.of());
                    Origins.of(settings.allowedOrigins().orElse(List.of()), none);
                });
        collect(problems, () -> TrustedProxies.of(settings.trustedProxies().orElse(List.of())));
        return List.copyOf(problems);
    }

    private static void collect(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
