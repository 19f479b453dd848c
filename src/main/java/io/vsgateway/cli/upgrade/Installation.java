package io.vsgateway.cli.upgrade;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// A program's file, and the one that was there before. Each step is one rename: whoever starts the
/// program meanwhile gets the former or the new one, whole.
///
/// @param program where it lies; no link
record Installation(Path program) {
    /// Where the former program stays.
    Path former() {
        return program.resolveSibling(program.getFileName() + ".previous");
    }

    /// Puts a new program in the place of the present one, with its permissions.
    void put(Path fresh) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(program);
        Path beside = program.resolveSibling(program.getFileName() + ".new");
        try {
            Files.copy(fresh, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(beside, permissions);
            try (var file = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.deleteIfExists(former());
            Files.createLink(former(), program);
            move(beside, program);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// Puts the former program back.
    void putBack() throws IOException {
        move(former(), program);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
