package io.vsgateway.game.tail;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to tell the lines of several logs apart: by the name of the file, or by its path if two logs
/// have the same name. A single log needs no label.
record LogLabels(boolean several, boolean sameNames) {
    static LogLabels of(List<Path> logs) {
        long names = logs.stream().map(Path::getFileName).distinct().count();
        return new LogLabels(logs.size() > 1, names < logs.size());
    }

    @Nullable String of(Path log) {
        return several ? (sameNames ? log : log.getFileName()).toString() : null;
    }
}
