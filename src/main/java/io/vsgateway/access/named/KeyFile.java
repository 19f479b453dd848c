package io.vsgateway.access.named;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Role;
import io.vsgateway.data.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The file of named keys, as `vs-gateway key` writes it and the gateway reads it: JSON, one object
/// with the list `keys`. It is bounded, and taken as a whole or not at all.
public final class KeyFile {
    static final int MOST_BYTES = 1 << 20;
    static final int MOST_KEYS = 1000;

    private static final String KEYS = "keys";
    private static final String EXPIRES = "expires_at";
    private static final String COMMANDS = "commands";
    private static final Set<String> MEMBERS = Set.of("name", "role", "sha256", EXPIRES, COMMANDS);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private KeyFile() {}

    /// All bytes of a file, or one more than it may have.
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /// The keys in a file.
    ///
    /// @throws IllegalArgumentException with a text for the operator, if it is broken
    public static List<NamedKey> read(Path file) throws IOException {
        return parse(bytes(file));
    }

    static List<NamedKey> parse(byte[] text) {
        if (text.length > MOST_BYTES) {
            throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
        }
        JsonNode root = tree(text);
        if (!root.isObject() || root.size() != 1 || !root.path(KEYS).isArray()) {
            throw new IllegalArgumentException("it is no object with the list \"keys\" alone");
        }
        if (root.path(KEYS).size() > MOST_KEYS) {
            throw new IllegalArgumentException("it has more than " + MOST_KEYS + " keys");
        }
        var keys = new ArrayList<NamedKey>();
        var names = new HashSet<String>();
        var digests = new HashSet<String>();
        for (JsonNode entry : root.path(KEYS)) {
            int number = keys.size() + 1;
            try {
                NamedKey key = key(entry);
                if (!names.add(key.name()) || !digests.add(key.sha256())) {
                    throw new IllegalArgumentException("the same name or key is there twice");
                }
                keys.add(key);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("key " + number + ": " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /// Not the parser's message: it quotes the text.
    private static JsonNode tree(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    at == null
                            ? "it is no JSON"
                            : "it is no JSON in line %d, column %d"
                                    .formatted(at.getLineNr(), at.getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
    }

    private static NamedKey key(JsonNode entry) {
        entry.fieldNames()
                .forEachRemaining(member -> {
                    if (!MEMBERS.contains(member)) {
                        throw new IllegalArgumentException("nobody knows a member of that name");
                    }
                });
        return new NamedKey(
                text(entry, "name"),
                role(text(entry, "role")),
                text(entry, "sha256"),
                entry.has(EXPIRES) ? Optional.of(time(text(entry, EXPIRES))) : Optional.empty(),
                entry.has(COMMANDS) ? texts(entry.path(COMMANDS)) : List.of());
    }

    private static String text(JsonNode entry, String member) {
        JsonNode value = entry.path(member);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(member + " is missing, or no text");
        }
        return value.textValue();
    }

    /// An empty list is no list of all commands: who writes one may have meant none.
    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.isTextual() ? text.textValue() : ""));
        if (!list.isArray() || texts.isEmpty()) {
            throw new IllegalArgumentException("commands is no list with texts in it");
        }
        return texts;
    }

    /// A role by its name.
    ///
    /// @throws IllegalArgumentException with a text for the operator, if there is none
    public static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.wireName().equals(name))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the role of a key is admin, monitor or service"));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    EXPIRES + " is no time such as 2027-01-31T00:00:00Z", e);
        }
    }

    /// Changes the keys in a file, which is made if it is not there; two changes at the same time
    /// are done one after the other. Who reads it meanwhile sees the old file or the new one, which
    /// belongs to the same user and may be read by the same.
    ///
    /// @throws IllegalArgumentException with a text for the operator, if the file is broken
    public static void change(Path file, UnaryOperator<List<NamedKey>> change) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path lock = target.resolveSibling(target.getFileName() + ".lock");
        try (FileChannel channel =
                        PrivateFiles.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            List<NamedKey> before = Files.exists(target) ? read(target) : List.of();
            byte[] after = text(change.apply(before));
            parse(after);
            replace(target, after);
        }
    }

    private static void replace(Path file, byte[] text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        PrivateFiles.write(next, text);
        if (Files.exists(file)) {
            for (String attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
                Object value = Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
                if (!value.equals(Files.getAttribute(next, attribute))) {
                    Files.setAttribute(next, attribute, value);
                }
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] text(List<NamedKey> keys) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray(KEYS);
        for (NamedKey key : keys) {
            ObjectNode entry =
                    list.addObject()
                            .put("name", key.name())
                            .put("role", key.role().wireName())
                            .put("sha256", key.sha256());
            key.expiresAt().ifPresent(end -> entry.put(EXPIRES, end.toString()));
            if (!key.commands().isEmpty()) {
                ArrayNode commands = entry.putArray(COMMANDS);
                key.commands().forEach(commands::add);
            }
        }
        String pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (pretty + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
