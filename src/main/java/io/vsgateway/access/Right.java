package io.vsgateway.access;

/// One thing that a caller may do. Code checks for a right, never for a role; only [Role] says
/// which rights a role has.
public enum Right {
    /// Ask who one is, and trade one's credential for a sign-in or a ticket.
    SIGN_IN,
    /// See the state and the figures of the game.
    WATCH_GAME,
    /// See the console in the form that the operator allows, if any.
    WATCH_CONSOLE,
    /// See the console, and everything else the game said, unmasked.
    WATCH_UNMASKED,
    /// Send commands to the game, and see which ones exist.
    SEND_COMMANDS,
    /// Start, stop and kill the game.
    CONTROL_GAME,
    /// Read who did what.
    READ_AUDIT,
    /// See who is connected to what and from where, and end a connection.
    MANAGE_CALLERS,
    /// Write under one's own name where everyone who is known may.
    SPEAK,
    /// Publish anything to any topic, and read all topics: the server's own side.
    PUBLISH,
    /// See who is connected, and the figures of the channels.
    WATCH_CHANNELS,
    /// Keep order among those who speak: mute, ban, delete.
    MODERATE,
    /// Revoke tokens, and mute and ban anyone from outside the channels.
    SANCTION
}
