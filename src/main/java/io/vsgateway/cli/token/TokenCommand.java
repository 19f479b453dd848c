package io.vsgateway.cli.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.token.HmacToken;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Lifetime;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.data.SecretFile;
import io.vsgateway.doctor.SettingValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `vs-gateway token`: a signed token for trying things out, made with the secret in the gateway's
/// own settings. It has the claims under their usual names.
@Command(
        name = "token",
        description = {
            "Makes a signed token (JWT, HS256) for trying, with the secret in VS_JWT_SECRET, and prints it."
                    + " Whoever has it is that user until it expires."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it was printed", "2:a wrong option, or no secret"})
public final class TokenCommand implements Callable<Integer> {
    private static final String SECRET = "VS_JWT_SECRET";
    private static final String SECRET_FILE = "VS_JWT_SECRET_FILE";
    private static final int LEAST_BYTES = 32;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Surroundings surroundings;
    private final InstantSource clock;

    @Option(names = "--user", paramLabel = "ID", required = true, description = "The user's id.")
    private String user = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What others are shown.")
    private @Nullable String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description =
                    "Roles, separated by commas; VS_JWT_ROLES_... say what they are worth."
                            + " moderator is one.")
    private List<String> roles = List.of();

    @Option(names = "--guild", paramLabel = "GUILD", description = "The guild.")
    private @Nullable String guild;

    @Option(
            names = "--parties",
            paramLabel = "PARTY",
            split = ",",
            description = "The parties, separated by commas.")
    private List<String> parties = List.of();

    @Option(
            names = "--topics",
            paramLabel = "TOPIC",
            split = ",",
            description =
                    "Topics that may be subscribed to, separated by commas; with * behind them, how"
                            + " they begin.")
    private List<String> topics = List.of();

    @Option(
            names = "--publish",
            paramLabel = "TOPIC",
            split = ",",
            description = "Topics that may be published to, in the same way.")
    private List<String> publish = List.of();

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            description = "Scopes, separated by commas.")
    private List<String> scopes = List.of();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "After what time it expires, such as 30s, 5m, 1h, 7d (${DEFAULT-VALUE}).")
    private String expires = "1h";

    public TokenCommand(Surroundings surroundings) {
        this(surroundings, InstantSource.system());
    }

    TokenCommand(Surroundings surroundings, InstantSource clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SettingValues settings = SettingValues.of(surroundings.environment());
        String secret = secret(settings);
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
            throw CommandFailure.usage(
                    SECRET + " has fewer than " + LEAST_BYTES + " bytes; no gateway takes it");
        }
        surroundings.out().println(HmacToken.of(claims(settings), secret));
        return 0;
    }

    private static String secret(SettingValues settings) {
        try {
            return settings.get(SECRET)
                    .filter(given -> !given.equals("none"))
                    .or(() ->
                            settings.get(SECRET_FILE)
                                    .map(file -> SecretFile.read(SECRET_FILE, Path.of(file))))
                    .orElseThrow(() ->
                            CommandFailure.usage(
                                    SECRET
                                            + " is not set: it has to be that of the gateway the token is for"));
        } catch (ConfigurationException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode claims(SettingValues settings) {
        long now = clock.instant().getEpochSecond();
        ObjectNode claims = new ObjectMapper().createObjectNode();
        claims.put("sub", user);
        claims.put("iat", now);
        claims.put("exp", now + Lifetime.of(expires, "--expires", LONGEST).toSeconds());
        text(claims, "iss", settings.get("VS_JWT_ISSUER").map(TokenCommand::first).orElse(null));
        text(claims, "aud", settings.get("VS_JWT_AUDIENCE").map(TokenCommand::first).orElse(null));
        text(claims, "name", name);
        text(claims, "guild", guild);
        list(claims, "roles", roles);
        list(claims, "parties", parties);
        list(claims, "channels", topics);
        list(claims, "publish", publish);
        if (!scopes.isEmpty()) {
            claims.put("scope", String.join(" ", scopes));
        }
        return claims;
    }

    private static String first(String list) {
        return list.split(",", 2)[0].strip();
    }

    private static void text(ObjectNode claims, String claim, @Nullable String text) {
        if (text != null) {
            claims.put(claim, text);
        }
    }

    private static void list(ObjectNode claims, String claim, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = claims.putArray(claim);
            values.forEach(list::add);
        }
    }
}
