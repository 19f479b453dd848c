package io.vsgateway.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one simulated game behaves; [Invocation] reads it from the command line and documents it.
///
/// @param rate lines of everyday life per second, 0 for none
/// @param seed makes that life repeatable
/// @param dataPath where `Logs/` is kept, or null for a game without log files
/// @param splitLines lines after which a log file is continued in a new one
/// @param oldStyle lines and file names as up to version 1.19
record Options(
        double rate,
        long seed,
        Language language,
        Duration startTime,
        Duration saveTime,
        @Nullable Path dataPath,
        long splitLines,
        int port,
        boolean color,
        boolean oldStyle,
        boolean exitOnEof) {}
