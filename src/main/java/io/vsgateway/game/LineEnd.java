package io.vsgateway.game;

/// Why a piece of console text ends where it does.
public enum LineEnd {
    /// Its line ended, by a line break or with the output.
    BREAK,
    /// The game paused within the line, such as after a prompt.
    PAUSE,
    /// The line is too long to be shown in one piece.
    LENGTH
}
