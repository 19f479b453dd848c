package io.vsgateway.access.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.vsgateway.access.keys.ConfiguredKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Settings of signed tokens (JWT). Without any key, nobody comes with one. Keys and addresses are
/// checked once, at the start, and a mistake stops the start with a message that names the
/// variable.
@ConfigMapping(prefix = "vs.jwt")
public interface TokenSettings {
    /// `VS_JWT_SECRET`: the secret that the issuer signs with (HS256, HS384, HS512), 32 to 8192
    /// bytes. Default: `none`.
    @WithDefault(ConfiguredKey.NONE)
    @WithConverter(ConfiguredKey.Reader.class)
    ConfiguredKey secret();

    /// `VS_JWT_SECRET_PREVIOUS`: the secret before that, as long as tokens of it are about, with
    /// the same bounds. Default: `none`.
    @WithDefault(ConfiguredKey.NONE)
    @WithConverter(ConfiguredKey.Reader.class)
    ConfiguredKey secretPrevious();

    /// `VS_JWT_PUBLIC_KEY`: the issuer's public keys or certificates (RSA, EC, Ed25519), as PEM,
    /// one behind the other, or the files in which they are, separated by commas. Default: none.
    Optional<String> publicKey();

    /// `VS_JWT_JWKS_URL`: where the issuer publishes its public keys as a JWK set. Default: none.
    Optional<String> jwksUrl();

    /// `VS_JWT_JWKS_REFRESH`: after what time the set is fetched anew, 1 second to 1 day.
    @WithDefault("10m")
    @DurationMin(seconds = 1, message = "VS_JWT_JWKS_REFRESH must be 1s at least")
    @DurationMax(days = 1, message = "VS_JWT_JWKS_REFRESH must be 24h at most")
    Duration jwksRefresh();

    /// `VS_JWT_ALGORITHMS`: which of the algorithms that the keys are for are permitted. Default:
    /// all of them.
    Optional<List<String>> algorithms();

    /// `VS_JWT_ISSUER`: who has to have issued a token (`iss`), one of these. Default: anybody who
    /// has the key.
    Optional<List<String>> issuer();

    /// `VS_JWT_AUDIENCE`: for whom a token has to be (`aud`), one of these. Default: whomever.
    Optional<List<String>> audience();

    /// `VS_JWT_LEEWAY`: by how much the issuer's clock may differ, 0 to 5 minutes.
    @WithDefault("5s")
    @DurationMin(message = "VS_JWT_LEEWAY must not be negative")
    @DurationMax(minutes = 5, message = "VS_JWT_LEEWAY must be 5m at most")
    Duration leeway();

    /// Which claims are read.
    Names claims();

    /// What makes somebody more than a player.
    Roles roles();

    /// `VS_JWT_CLAIMS_…`: the first of the named claims that is there is taken, of roles and scopes
    /// all are. A name with dots, such as `realm_access.roles`, leads into objects.
    interface Names {
        /// `VS_JWT_CLAIMS_USER`: the user's id; without it a token is not valid.
        @WithDefault("sub")
        List<String> user();

        /// `VS_JWT_CLAIMS_NAME`: what others are shown; else the user's id.
        @WithDefault("name,preferred_username")
        List<String> name();

        /// `VS_JWT_CLAIMS_EMAIL`: the address of the user.
        @WithDefault("email")
        List<String> email();

        /// `VS_JWT_CLAIMS_ROLES`: roles, see `VS_JWT_ROLES_…`.
        @WithDefault("roles,role,groups")
        List<String> roles();

        /// `VS_JWT_CLAIMS_SCOPES`: scopes, as a list or separated by blanks.
        @WithDefault("scope,scopes")
        List<String> scopes();

        /// `VS_JWT_CLAIMS_GUILD`: the guild.
        @WithDefault("guild")
        List<String> guild();

        /// `VS_JWT_CLAIMS_PARTIES`: the parties.
        @WithDefault("parties")
        List<String> parties();

        /// `VS_JWT_CLAIMS_CHANNELS`: topics that may be subscribed to, or prefixes that end in `*`.
        @WithDefault("channels")
        List<String> channels();

        /// `VS_JWT_CLAIMS_PUBLISH`: topics that may be published to, or prefixes that end in `*`.
        @WithDefault("publish")
        List<String> publish();

        /// `VS_JWT_CLAIMS_META`: an object of texts that others are told.
        @WithDefault("meta")
        List<String> meta();
    }

    /// `VS_JWT_ROLES_…`: values of the roles' claims that make their holder that; if there are
    /// several, the first of these.
    interface Roles {
        /// `VS_JWT_ROLES_ADMIN`: an administrator. Default: none.
        Optional<List<String>> admin();

        /// `VS_JWT_ROLES_SERVICE`: a program beside the game. Default: none.
        Optional<List<String>> service();

        /// `VS_JWT_ROLES_MONITOR`: one who only looks. Default: none.
        Optional<List<String>> monitor();

        /// `VS_JWT_ROLES_MODERATOR`: a moderator.
        @WithDefault("moderator")
        List<String> moderator();
    }
}
