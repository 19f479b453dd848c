package io.vsgateway.ops.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How settings were at a moment: for each variable a digest of its value and of the content of the
/// files that it names. Contents are compared, not times: a mounted secret is changed by swapping a
/// symbolic link above it, and a file may be written twice in one tick of its clock.
///
/// @param digests by variable; no values, which may be secret
record Snapshot(Map<String, String> digests) {
    /// More than any file that holds settings has.
    private static final int LONGEST_FILE = 1 << 21;

    Snapshot {
        digests = Map.copyOf(digests);
    }

    /// Reads the files. One that cannot be read is as good as any other content: what is wrong with
    /// it is found when it is used.
    ///
    /// @param files each with the variable that names it
    static Snapshot of(Map<String, String> variables, Map<Path, String> files) {
        var digests = new TreeMap<String, String>();
        variables.forEach((name, value) -> digests.put(name, digest(bytes(value))));
        // In an order of their own, since several may belong to one variable.
        new TreeMap<>(files)
                .forEach(
                        (file, name) -> digests.merge(name, digest(content(file)), String::concat));
        return new Snapshot(digests);
    }

    /// The variables that differ, in alphabetical order.
    Set<String> changedSince(Snapshot before) {
        var names = new TreeSet<>(digests.keySet());
        names.addAll(before.digests.keySet());
        names.removeIf(name -> Objects.equals(digests.get(name), before.digests.get(name)));
        return names;
    }

    private static byte[] content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST_FILE);
        } catch (IOException e) {
            return bytes(e.getClass().getName());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
