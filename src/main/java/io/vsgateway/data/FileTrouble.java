package io.vsgateway.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file that an operator has named cannot be read, in the operator's terms and without its
/// content.
public final class FileTrouble {
    private FileTrouble() {}

    /// The end of a sentence such as `FILE cannot be read: …`.
    public static String of(IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "the gateway's user may not read it";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> String.valueOf(why.getMessage());
        };
    }
}
