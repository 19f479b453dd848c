package io.vsgateway.access.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.vsgateway.access.keys.ConfiguredKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// Settings of signed tokens (JWT). Without any key, no token is accepted. Keys and addresses are
/// checked at the start, and a mistake there stops it with a message that names the variable.
@ConfigMapping(prefix = "vs.jwt")
public interface TokenSettings {
    /// `VS_JWT_SECRET`: the secret that the issuer signs with (HS256, HS384, HS512), 32 to 8192
    /// bytes. Default: `none`.
    @WithDefault(ConfiguredKey.NONE)
    @WithConverter(ConfiguredKey.Reader.class)
    ConfiguredKey secret();

    /// `VS_JWT_SECRET_PREVIOUS`: the previous secret, needed as long as its tokens are in use, with
    /// the same bounds. Default: `none`.
    @WithDefault(ConfiguredKey.NONE)
    @WithConverter(ConfiguredKey.Reader.class)
    ConfiguredKey secretPrevious();

    /// `VS_JWT_SECRET_FILE`: a file with the secret in it, instead of the secret itself.
    Optional<Path> secretFile();

    /// `VS_JWT_SECRET_PREVIOUS_FILE`: a file with the previous secret in it.
    Optional<Path> secretPreviousFile();

    /// `VS_JWT_PUBLIC_KEY`: the issuer's public keys or certificates (RSA, EC, Ed25519), as PEM,
    /// one after another, or the files that contain them, separated by commas. Default: none.
    Optional<String> publicKey();

    /// `VS_JWT_JWKS_URL`: where the issuer publishes its public keys as a JWK set. Default: none.
    Optional<String> jwksUrl();

    /// `VS_JWT_JWKS_REFRESH`: the time after which the set is fetched again, 1 second to 1 day.
    @WithDefault("10m")
    @DurationMin(seconds = 1, message = "VS_JWT_JWKS_REFRESH must be 1s at least")
    @DurationMax(days = 1, message = "VS_JWT_JWKS_REFRESH must be 24h at most")
    Duration jwksRefresh();

    /// `VS_JWT_ALGORITHMS`: which of the keys' algorithms are permitted. Default: all of them.
    Optional<List<String>> algorithms();

    /// `VS_JWT_ISSUER`: the accepted issuers of a token (`iss`). Default: anyone with the key.
    Optional<List<String>> issuer();

    /// `VS_JWT_AUDIENCE`: the accepted audiences of a token (`aud`). Default: any.
    Optional<List<String>> audience();

    /// `VS_JWT_LEEWAY`: by how much the issuer's clock may differ, 0 to 5 minutes.
    @WithDefault("5s")
    @DurationMin(message = "VS_JWT_LEEWAY must not be negative")
    @DurationMax(minutes = 5, message = "VS_JWT_LEEWAY must be 5m at most")
    Duration leeway();

    /// Which claims are read.
    Names claims();

    /// What makes a token's holder more than a player.
    Roles roles();

    /// `VS_JWT_CLAIMS_…`: the first of the named claims that is present is used; for roles and
    /// scopes all are. A name with dots, such as `realm_access.roles`, leads into objects.
    interface Names {
        /// `VS_JWT_CLAIMS_USER`: the user's id; without it a token is not valid.
        @WithDefault("sub")
        List<String> user();

        /// `VS_JWT_CLAIMS_NAME`: the name that others see; the user's id if absent.
        @WithDefault("name,preferred_username")
        List<String> name();

        /// `VS_JWT_CLAIMS_EMAIL`: the address of the user.
        @WithDefault("email")
        List<String> email();

        /// `VS_JWT_CLAIMS_ROLES`: roles, see `VS_JWT_ROLES_…`.
        @WithDefault("roles,role,groups")
        List<String> roles();

        /// `VS_JWT_CLAIMS_SCOPES`: scopes, as a list or separated by spaces.
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

        /// `VS_JWT_CLAIMS_META`: an object of texts that others see.
        @WithDefault("meta")
        List<String> meta();
    }

    /// `VS_JWT_ROLES_…`: values of the role claims that give their holder this role; if several
    /// match, the first of these counts.
    interface Roles {
        /// `VS_JWT_ROLES_ADMIN`: an administrator. Default: none.
        Optional<List<String>> admin();

        /// `VS_JWT_ROLES_SERVICE`: a program beside the game. Default: none.
        Optional<List<String>> service();

        /// `VS_JWT_ROLES_MONITOR`: someone who only looks. Default: none.
        Optional<List<String>> monitor();

        /// `VS_JWT_ROLES_MODERATOR`: a moderator.
        @WithDefault("moderator")
        List<String> moderator();
    }
}
