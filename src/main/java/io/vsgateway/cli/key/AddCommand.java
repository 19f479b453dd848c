package io.vsgateway.cli.key;

import io.vsgateway.access.keys.RandomSecret;
import io.vsgateway.access.named.KeyFile;
import io.vsgateway.access.named.NamedKey;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Lifetime;
import io.vsgateway.cli.options.Surroundings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `vs-gateway key add`: makes a key, shows it once, and keeps its digest.
@Command(
        name = "add",
        description =
                "Makes a key and prints it. It is shown only here: the file keeps its digest alone.")
final class AddCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Surroundings surroundings;
    private final InstantSource clock;

    @Mixin private FileOption file = new FileOption();

    @Parameters(
            paramLabel = "NAME",
            description = "Whose it is, or what it is for, as the audit will have it.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "admin",
            description = "admin, monitor or service (${DEFAULT-VALUE}).")
    private String role = "admin";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "After what time it ends, such as 12h or 30d; without it, never.")
    private @Nullable String expires;

    @Option(
            names = "--command",
            paramLabel = "REGEX",
            description =
                    "Commands that it may send, as an expression for the whole command, such as"
                            + " '/time( .*)?'; more than one may be given. Such a key cannot start or"
                            + " stop the game. Without it, all commands.")
    private List<String> commands = new ArrayList<>();

    AddCommand(Surroundings surroundings) {
        this(surroundings, InstantSource.system());
    }

    AddCommand(Surroundings surroundings, InstantSource clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        String secret = RandomSecret.next(new SecureRandom());
        NamedKey key = key(secret);
        file.change(surroundings, keys -> with(keys, key));
        surroundings.out().println(secret);
        if (surroundings.trouble().isPresent()) {
            throw CommandFailure.failed("the key could not be shown: revoke it, and make another");
        }
        return 0;
    }

    private NamedKey key(String secret) {
        try {
            Optional<Instant> end =
                    Optional.ofNullable(expires)
                            .map(time -> Lifetime.of(time, "--expires", LONGEST))
                            .map(clock.instant().truncatedTo(ChronoUnit.SECONDS)::plus);
            return NamedKey.of(name, KeyFile.role(role), secret, end, commands);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static List<NamedKey> with(List<NamedKey> keys, NamedKey added) {
        if (keys.stream().anyMatch(key -> key.name().equals(added.name()))) {
            throw CommandFailure.failed("there is a key of that name; revoke it first");
        }
        var all = new ArrayList<>(keys);
        all.add(added);
        return all;
    }
}
