package io.vsgateway.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys that texts are sealed with: the first one seals, all of them open. What is sealed is
/// text that a URL could have, `A-Z a-z 0-9 - _`. Any thread.
public final class Keyring {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final List<SealingKey> keys;

    private Keyring(List<SealingKey> keys) {
        this.keys = keys;
    }

    /// @param text keys of 32 bytes in Base64, separated by commas, blanks or line breaks
    /// @throws IllegalArgumentException says what is wrong with them, without showing one
    public static Keyring parse(String text) {
        var keys = new ArrayList<SealingKey>();
        for (String one : text.strip().split("[,\\s]+", -1)) {
            keys.add(new SealingKey(bytes(one)));
        }
        return new Keyring(List.copyOf(keys));
    }

    /// How many there are.
    public int size() {
        return keys.size();
    }

    private static byte[] bytes(String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) {
            // Its message would show a part of the key.
            throw new IllegalArgumentException("a key is not Base64");
        }
        if (bytes.length != SealingKey.KEY_BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        return bytes;
    }

    /// Seals a text, each time another way.
    ///
    /// @param place where it is to be opened; it cannot be opened anywhere else
    String seal(String place, String text) {
        return TEXT.encodeToString(keys.getFirst().seal(utf8(place), utf8(text)));
    }

    /// Empty if no key opens it there.
    Optional<String> open(String place, String sealed) {
        byte[] bytes = decoded(sealed);
        SealingKey key = keyOf(bytes);
        byte[] text = bytes == null || key == null ? null : key.open(utf8(place), bytes);
        return Optional.ofNullable(text).map(one -> new String(one, StandardCharsets.UTF_8));
    }

    /// What a name is called with each of the keys, the first one first: always the same.
    ///
    /// @param use what is called so; the same name is called otherwise in another use
    List<String> labels(String use, String name) {
        return keys.stream()
                .map(key -> TEXT.encodeToString(key.label(utf8(use), utf8(name))))
                .toList();
    }

    /// The name that is called so; empty if none is with any of the keys.
    Optional<String> name(String use, String label) {
        byte[] bytes = decoded(label);
        SealingKey key = keyOf(bytes);
        byte[] name = bytes == null || key == null ? null : key.name(utf8(use), bytes);
        return Optional.ofNullable(name).map(one -> new String(one, StandardCharsets.UTF_8));
    }

    /// The same as [#labels], but nobody can find out the name, and they are of one length.
    List<String> marks(String use, String name) {
        return keys.stream()
                .map(key -> TEXT.encodeToString(key.mark(utf8(use), utf8(name))))
                .toList();
    }

    /// Tells each of the keys from others.
    List<String> ids() {
        return keys.stream().map(key -> TEXT.encodeToString(key.id())).toList();
    }

    private @Nullable SealingKey keyOf(byte @Nullable [] sealed) {
        if (sealed == null || sealed.length < SealingKey.ID_BYTES) {
            return null;
        }
        byte[] id = Arrays.copyOf(sealed, SealingKey.ID_BYTES);
        return keys.stream().filter(key -> Arrays.equals(key.id(), id)).findFirst().orElse(null);
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
