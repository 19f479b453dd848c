package io.vsgateway.it.game;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A user of this machine without a name and without any right beside those of everybody, whom
/// nobody else is at the time: the kernel counts the threads of all that such a user runs. It takes
/// root to become one.
///
/// @param id the user's number
record OrdinaryUser(int id) {
    static OrdinaryUser somebody() {
        return new OrdinaryUser(ThreadLocalRandom.current().nextInt(100_000, 2_000_000_000));
    }

    /// The command, run as this user.
    List<String> command(List<String> command) {
        var words = new ArrayList<>(List.of("setpriv", "--reuid=" + id, "--regid=" + id));
        words.addAll(List.of("--clear-groups", "--no-new-privs", "--"));
        words.addAll(command);
        return words;
    }

    /// Gives the user a folder.
    void own(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", id);
    }
}
