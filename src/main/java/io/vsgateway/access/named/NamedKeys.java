package io.vsgateway.access.named;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.CredentialVerifier;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.keys.SecretDigest;
import io.vsgateway.data.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The keys of the file that `VS_API_KEYS_FILE` names. A thread of its own looks once a second
/// whether the file has changed, and takes it as a whole; a file that is broken, or gone, changes
/// nothing and is told in the log. A key that was taken out or changed takes with it those who came
/// with it, and what it bought.
///
/// Answers from memory, on any thread.
public final class NamedKeys implements CredentialVerifier, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NamedKeys.class);
    private static final String VARIABLE = "VS_API_KEYS_FILE";

    private final @Nullable Path file;
    private final InstantSource clock;
    private final @Nullable ScheduledExecutorService looking;
    private volatile Map<SecretDigest, Held> keys = Map.of();

    /// The text from which the keys are; it and the next two are used by the one thread that looks.
    private byte[] seen = {};

    /// How often keys were taken from the file.
    private int taken;

    /// What was wrong when it looked last.
    private String problem = "";

    private NamedKeys(@Nullable Path file, InstantSource clock, boolean follows) {
        this.file = file;
        this.clock = clock;
        this.looking =
                file == null || !follows
                        ? null
                        : Executors.newSingleThreadScheduledExecutor(
                                Thread.ofPlatform().daemon().name("keys-file").factory());
    }

    /// @param file none: there are no such keys
    /// @param clock the time of day, in which keys expire
    /// @throws ConfigurationException naming the variable, if the file is broken
    static NamedKeys following(Optional<Path> file, InstantSource clock) {
        var keys = new NamedKeys(file.orElse(null), clock, true);
        keys.begin();
        if (keys.looking != null) {
            keys.looking.scheduleWithFixedDelay(keys::look, 1, 1, TimeUnit.SECONDS);
        }
        return keys;
    }

    /// Reads the file once, for whoever wants to know whether it can be.
    ///
    /// @throws ConfigurationException naming the variable, if the file is broken
    public static void check(Optional<Path> file) {
        new NamedKeys(file.orElse(null), InstantSource.system(), false).begin();
    }

    private void begin() {
        if (file != null) {
            String wrong = read(file);
            if (!wrong.isEmpty()) {
                throw new ConfigurationException(VARIABLE + ", " + file + ": " + wrong);
            }
        }
    }

    /// Looks for a change. An error must not end the looking.
    void look() {
        Path there = file;
        if (there == null) {
            return;
        }
        try {
            int before = taken;
            String wrong = read(there);
            if (!wrong.isEmpty() && !wrong.equals(problem)) {
                LOG.errorf("%s, %s: %s. The keys stay as they were", VARIABLE, there, wrong);
            } else if (wrong.isEmpty() && (before != taken || !problem.isEmpty())) {
                LOG.infof("%s was read anew: %d keys", VARIABLE, keys.size());
            }
            problem = wrong;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s cannot be looked at", VARIABLE);
        }
    }

    /// Takes what is in the file, unless the keys are from that text already.
    ///
    /// @return what is wrong; empty if nothing is
    private String read(Path from) {
        byte[] now;
        try {
            now = KeyFile.bytes(from);
        } catch (IOException e) {
            return FileTrouble.of(e);
        }
        if (Arrays.equals(now, seen)) {
            return "";
        }
        try {
            take(KeyFile.parse(now));
            seen = now;
            taken++;
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void take(List<NamedKey> entries) {
        Map<SecretDigest, Held> before = keys;
        var after = new HashMap<SecretDigest, Held>();
        for (NamedKey entry : entries) {
            SecretDigest digest = entry.digest();
            Held known = before.get(digest);
            boolean isSame = known != null && known.entry.equals(entry);
            after.put(digest, isSame ? known : new Held(entry));
        }
        var gone = new ArrayList<>(before.values());
        gone.removeAll(after.values());
        keys = Map.copyOf(after);
        gone.forEach(Held::end);
    }

    @Override
    public Optional<Grant> verify(String secret) {
        Map<SecretDigest, Held> now = keys;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(now.get(SecretDigest.of(secret)))
                .filter(Held::holds)
                .map(held -> held.grant);
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.shutdownNow();
        }
    }

    /// A key that is in the file, for as long as it is.
    private final class Held implements Lease {
        private final NamedKey entry;
        private final Grant grant;
        private volatile boolean isOver;

        Held(NamedKey entry) {
            this.entry = entry;
            this.grant = Grant.ofKey(entry.role(), entry.holder(), this);
        }

        void end() {
            isOver = true;
        }

        @Override
        public boolean holds() {
            if (!isOver && entry.isOver(clock.instant())) {
                isOver = true;
            }
            return !isOver;
        }

        @Override
        public Optional<Duration> remaining() {
            Instant now = clock.instant();
            return entry.expiresAt()
                    .map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
        }
    }
}
