package io.vsgateway.game.tail;

import java.nio.file.Path;

/// The names of a log's files: `server-main.log`, then `server-main-2.log`, `server-main-3.log`…
record LogNames(Path first) {
    LogNames {
        first = first.toAbsolutePath().normalize();
        if (first.getFileName() == null) {
            throw new IllegalArgumentException("VS_GAME_LOG_FILES: not a file: " + first);
        }
    }

    /// @param number from 1
    Path numbered(int number) {
        return number == 1 ? first : first.resolveSibling(stem() + "-" + number + extension());
    }

    Path directory() {
        return first.resolveSibling("");
    }

    /// Whether a file of this name might belong to the log.
    boolean mayBe(String fileName) {
        return fileName.startsWith(stem());
    }

    private String stem() {
        return name().substring(0, name().length() - extension().length());
    }

    private String extension() {
        int dot = name().lastIndexOf('.');
        return dot <= 0 ? "" : name().substring(dot);
    }

    private String name() {
        return String.valueOf(first.getFileName());
    }
}
