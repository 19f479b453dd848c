package io.vsgateway.doctor;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.SecretFile;
import io.vsgateway.seal.Keyring;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether the Redis at `VS_REDIS_URL` answers, and suits several gateways. Redis is optional. Of
/// several addresses each is asked; over TLS nothing is.
final class RedisCheck {
    private static final String KEY = "VS_REDIS_ENCRYPTION_KEY";
    private static final String KEY_FILE = "VS_REDIS_ENCRYPTION_KEY_FILE";
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int DEFAULT_PORT = 6379;
    private static final int LEAST_VERSION = 7;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

    private RedisCheck() {}

    static List<Finding> look(SettingValues values) {
        return look(values, InstantSource.system());
    }

    /// @param clock this gateway's
    static List<Finding> look(SettingValues values, InstantSource clock) {
        Optional<String> urls = values.get("VS_REDIS_URL");
        if (urls.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        for (String url : urls.get().split(",", -1)) {
            findings.addAll(look(url.strip(), values.get("VS_REDIS_PASSWORD").orElse(null), clock));
        }
        findings.add(sealing(values));
        return findings;
    }

    /// Whether what gateways write there is sealed; the key is shown nowhere.
    private static Finding sealing(SettingValues values) {
        Optional<String> key = values.get(KEY);
        Optional<String> file = values.get(KEY_FILE);
        if (key.isPresent() && file.isPresent()) {
            return Finding.fail(KEY + " and " + KEY_FILE + " are both set", "unset one of them");
        }
        if (key.isEmpty() && file.isEmpty()) {
            return unsealed(values);
        }
        try {
            String text = key.orElseGet(() -> SecretFile.read(KEY_FILE, Path.of(file.get())));
            int keys = Keyring.parse(text).size();
            return Finding.ok(
                    "what gateways write to Redis is sealed"
                            + (keys > 1 ? "; %d keys open it".formatted(keys) : ""));
        } catch (ConfigurationException e) {
            return Finding.fail(String.valueOf(e.getMessage()), "correct it");
        } catch (IllegalArgumentException e) {
            return Finding.fail(
                    (key.isPresent() ? KEY : KEY_FILE) + ": " + e.getMessage(),
                    "make one: openssl rand -base64 32");
        }
    }

    private static Finding unsealed(SettingValues values) {
        boolean isShared =
                values.get("VS_GAME_NAME").isPresent() || values.get("VS_GAME_REMOTE").isPresent();
        return isShared
                ? Finding.warn(
                        "whoever can write to Redis can send commands to the game",
                        "set " + KEY + ", the same at all gateways")
                : Finding.ok("what gateways write to Redis is not sealed (" + KEY + ")");
    }

    private static List<Finding> look(String url, @Nullable String password, InstantSource clock) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            // The exception's text would show the password.
            return List.of(wrong());
        }
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            return List.of(wrong());
        }
        if (!"redis".equals(address.getScheme())) {
            return "rediss".equals(address.getScheme())
                    ? List.of(Finding.warn("Redis over TLS is not looked at", ""))
                    : List.of(wrong());
        }
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return ask(host, port, password, clock);
    }

    private static List<Finding> ask(
            String host, int port, @Nullable String password, InstantSource clock) {
        String place = host + ":" + port;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var talk = new Talk(socket, new BufferedInputStream(socket.getInputStream()));
            if (password != null) {
                String answer = talk.ask("AUTH", password);
                if (answer.startsWith("-")) {
                    return List.of(
                            Finding.fail(
                                    "Redis at " + place + " refuses the password",
                                    "correct VS_REDIS_PASSWORD"));
                }
            }
            long begin = System.nanoTime();
            String answer = talk.ask("PING");
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
            if (answer.startsWith("-NOAUTH")) {
                return List.of(
                        Finding.fail(
                                "Redis at " + place + " wants a password",
                                "set VS_REDIS_PASSWORD"));
            }
            if (!answer.equals("+PONG")) {
                return List.of(
                        Finding.fail(
                                "what answers at " + place + " is not Redis",
                                "correct VS_REDIS_URL"));
            }
            return Stream.concat(
                            findings(place, micros, talk).stream(), clocks(talk, clock).stream())
                    .toList();
        } catch (IOException e) {
            return List.of(
                    Finding.fail(
                            "Redis does not answer at " + place + ": " + e.getMessage(),
                            "start it, correct VS_REDIS_URL, or unset it: one gateway needs no Redis"));
        }
    }

    private static List<Finding> findings(String place, long micros, Talk talk) throws IOException {
        String server = talk.ask("INFO", "server");
        String version = value(server, "redis_version");
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.ok("Redis %s answers at %s in %d µs".formatted(version, place, micros)));
        if (major(version) < LEAST_VERSION) {
            findings.add(Finding.fail("Redis is older than 7.0", "take a newer one"));
        }
        if (value(server, "run_id").isEmpty()) {
            findings.add(
                    Finding.warn(
                            "Redis does not tell its run_id, by which a restart is seen",
                            "take one that does"));
        }
        if (value(talk.ask("INFO", "replication"), "role").equals("slave")) {
            findings.add(
                    Finding.fail(
                            "Redis at " + place + " is a replica",
                            "name the server itself, or its sentinels with VS_REDIS_MODE"));
        }
        String policy = talk.ask("CONFIG", "GET", "maxmemory-policy");
        if (policy.contains("allkeys")) {
            findings.add(
                    Finding.warn(
                            "Redis may throw away what the gateways need when it is full",
                            "set its maxmemory-policy to noeviction"));
        }
        boolean keeps =
                value(talk.ask("INFO", "persistence"), "aof_enabled").equals("1")
                        || !talk.ask("CONFIG", "GET", "save").endsWith("\n");
        if (!keeps) {
            findings.add(
                    Finding.warn(
                            "Redis keeps nothing over a restart",
                            "set appendonly to yes, if it is to remember"));
        }
        return findings;
    }

    /// Ends of mutes and bans are times of day, which each gateway tells by its own clock. A server
    /// that does not tell the time is believed.
    private static Optional<Finding> clocks(Talk talk, InstantSource clock) throws IOException {
        Instant before = clock.instant();
        String answer = talk.ask("TIME");
        Instant after = clock.instant();
        if (answer.startsWith("-")) {
            return Optional.empty();
        }
        long second = number(answer.lines().findFirst().orElse(""));
        boolean agrees =
                second >= before.minus(CLOCKS_APART).getEpochSecond()
                        && second <= after.plus(CLOCKS_APART).getEpochSecond();
        return agrees
                ? Optional.empty()
                : Optional.of(
                        Finding.warn(
                                "the clocks of Redis and of this machine are %d s apart"
                                        .formatted(Math.abs(second - after.getEpochSecond())),
                                "set both by NTP: mutes and bans end by each gateway's own clock"));
    }

    private static long major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? 0 : number(version.substring(0, dot));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static String value(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static Finding wrong() {
        return Finding.fail(
                "VS_REDIS_URL is not redis://host:port",
                "correct it; a password belongs into VS_REDIS_PASSWORD");
    }

    /// Questions and answers, one after the other.
    private record Talk(Socket socket, InputStream answers) {
        String ask(String... words) throws IOException {
            var question = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                int length = word.getBytes(StandardCharsets.UTF_8).length;
                question.append('$').append(length).append("\r\n").append(word).append("\r\n");
            }
            socket.getOutputStream().write(question.toString().getBytes(StandardCharsets.UTF_8));
            return answer();
        }

        /// The text of an answer; of several, each on a line.
        private String answer() throws IOException {
            String line = line();
            return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '$' -> bulk(count(line));
                case '*' -> {
                    var all = new ArrayList<String>();
                    for (int i = count(line); i > 0; i--) {
                        all.add(answer());
                    }
                    yield String.join("\n", all);
                }
                default -> line;
            };
        }

        private static int count(String line) throws IOException {
            try {
                return Math.min(Integer.parseInt(line.substring(1)), LONGEST_ANSWER);
            } catch (NumberFormatException e) {
                throw new IOException("what it answers is not understood", e);
            }
        }

        private String bulk(int length) throws IOException {
            if (length < 0) {
                return "";
            }
            String text = new String(answers.readNBytes(length), StandardCharsets.UTF_8);
            String _ = line();
            return text;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int c = answers.read(); c >= 0 && c != '\n'; c = answers.read()) {
                if (line.length() > LONGEST_ANSWER) {
                    throw new IOException("what it answers is too long");
                }
                line.append((char) c);
            }
            return line.toString().strip();
        }
    }
}
