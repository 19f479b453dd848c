package io.vsgateway.access.token;

import io.vsgateway.access.SettingsProbe;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.time.Clocks;
import io.vsgateway.time.SteadyClock;
import java.time.InstantSource;
import java.util.Map;

/// What a gateway with such settings would say of a token now.
public final class TokenTrial {
    private TokenTrial() {}

    public static JwtVerifier of(Map<String, String> environment) {
        TokenSettings settings = SettingsProbe.of(TokenSettings.class, environment);
        return JwtVerifier.of(
                settings,
                new KeySet(ConfiguredKeys.of(settings).keys(), null),
                Sanctions.inMemory(InstantSource.system()),
                new Standings(),
                new Clocks(new SteadyClock(), InstantSource.system()));
    }
}
