package io.vsgateway.access;

/// One thing that a caller may do. What is done asks for a right, never for a role: which rights a
/// [Role] has is said there and nowhere else.
public enum Right {
    /// Ask who one is, and trade one's credential for a sign-in or a ticket.
    SIGN_IN,
    /// See the state and the figures of the game.
    WATCH_GAME,
    /// See the console in the form that the operator allows, if any.
    WATCH_CONSOLE,
    /// See the console, and all else that the game said, as it is.
    WATCH_UNMASKED,
    /// Send commands to the game, and see which there are.
    SEND_COMMANDS,
    /// Start, stop and kill the game.
    CONTROL_GAME,
    /// Read who did what.
    READ_AUDIT,
    /// Write under one's own name where everybody who is known may.
    SPEAK,
    /// Publish whatever to whichever topic, and read all of them: the server's own side.
    PUBLISH,
    /// See who is connected, and the figures of the channels.
    WATCH_CHANNELS,
    /// Keep order among those who speak: mute, ban, delete.
    MODERATE,
    /// Take back tokens, and mute and ban whomever from outside of the channels.
    SANCTION
}
