package io.vsgateway.game.outlive;

import io.vsgateway.data.PrivateFiles;
import io.vsgateway.kernel.NamedPipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files through which a game is connected, in a folder of their own: anew for each run, as
/// something of the last one may still hold the old ones.
record GameFiles(Path folder) {
    /// Room for an exit code, which is written in place: a full disk takes it, too.
    private static final byte[] NO_CODE =
            " ".repeat(15).concat("\n").getBytes(StandardCharsets.UTF_8);

    /// The named pipe that it reads.
    Path stdin() {
        return folder.resolve("stdin");
    }

    Path stdout() {
        return folder.resolve("stdout");
    }

    Path stderr() {
        return folder.resolve("stderr");
    }

    /// Two lines: the run of the machine, and what `/proc/PID/stat` says of the wrapper.
    Path wrapper() {
        return folder.resolve("wrapper");
    }

    /// The same of the game.
    Path game() {
        return folder.resolve("game");
    }

    /// The exit code, once there is one.
    Path exit() {
        return folder.resolve("exit");
    }

    void create() throws IOException {
        PrivateFiles.createFolders(folder);
        for (Path file : List.of(stdin(), stdout(), stderr(), wrapper(), game(), exit())) {
            Files.deleteIfExists(file);
        }
        // The shell writes into those that are there: others are as its umask says.
        for (Path file : List.of(stdout(), stderr(), wrapper(), game())) {
            PrivateFiles.write(file, new byte[0]);
        }
        PrivateFiles.write(exit(), NO_CODE);
        NamedPipe.create(stdin());
    }
}
