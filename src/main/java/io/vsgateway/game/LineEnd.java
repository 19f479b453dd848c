package io.vsgateway.game;

/// Why a text of the console ends where it does.
public enum LineEnd {
    /// Its line ended, by a line break or with the output.
    BREAK,
    /// The game made a pause within the line, such as behind a prompt.
    PAUSE,
    /// The line is too long to be shown in one piece.
    LENGTH
}
