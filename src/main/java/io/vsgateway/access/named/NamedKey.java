package io.vsgateway.access.named;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vsgateway.access.KeyHolder;
import io.vsgateway.access.Role;
import io.vsgateway.access.keys.SecretDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One entry of the file of keys. It holds the digest of a key, not the key.
///
/// @param name 1 to 32 small letters, digits, `.`, `_` and `-`, and no name that something else has
/// @param sha256 the digest of the key's UTF-8 bytes in 64 hexadecimal digits, in lower case
/// @param expiresAt when the key ends; empty if it does not by itself
/// @param commands expressions, of which one has to match the whole command; empty for all commands
public record NamedKey(
        String name, Role role, String sha256, Optional<Instant> expiresAt, List<String> commands) {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,31}";
    private static final String DIGEST = "[0-9a-f]{64}";
    private static final int MOST_COMMANDS = 100;
    private static final int LONGEST_COMMAND = 256;

    /// What others are called, in the audit or as users.
    private static final Set<String> TAKEN =
            Set.of("admin", "monitor", "service", "anonymous", "gateway", "bridge", "sign-in-link");

    /// @throws IllegalArgumentException with a text for the operator, which holds no secret
    public NamedKey {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a name has 1 to 32 small letters, digits, '.', '_' and '-'");
        }
        if (TAKEN.contains(name) || name.endsWith("-key")) {
            throw new IllegalArgumentException("the name " + name + " means something else");
        }
        if (role != Role.ADMIN && role != Role.MONITOR && role != Role.SERVICE) {
            throw new IllegalArgumentException("the role of a key is admin, monitor or service");
        }
        if (!sha256.matches(DIGEST)) {
            throw new IllegalArgumentException("sha256 has 64 digits from 0 to f, in lower case");
        }
        commands = List.copyOf(commands);
        patterns(commands);
    }

    /// The entry for a new key.
    public static NamedKey of(
            String name,
            Role role,
            String secret,
            Optional<Instant> expiresAt,
            List<String> commands) {
        return new NamedKey(name, role, SecretDigest.of(secret).hex(), expiresAt, commands);
    }

    KeyHolder holder() {
        return new KeyHolder(name, patterns(commands));
    }

    SecretDigest digest() {
        return SecretDigest.ofHex(sha256);
    }

    /// Whether it has ended by itself.
    public boolean isOver(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    private static List<Pattern> patterns(List<String> commands) {
        if (commands.size() > MOST_COMMANDS) {
            throw new IllegalArgumentException(
                    "there are more than " + MOST_COMMANDS + " commands");
        }
        var patterns = new ArrayList<Pattern>();
        for (String command : commands) {
            if (command.isBlank() || command.length() > LONGEST_COMMAND) {
                throw new IllegalArgumentException(
                        "an expression for commands has 1 to " + LONGEST_COMMAND + " characters");
            }
            try {
                patterns.add(Pattern.compile(command));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "an expression for commands is none: " + e.getMessage(), e);
            }
        }
        return patterns;
    }
}
