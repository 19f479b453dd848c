package io.vsgateway.game;

/// What a line of the console means beyond its words. Only what the game itself says is an event:
/// what players may write into a line, such as chat, never is one.
///
/// A game numbers its connections, and what it tells of one may give no more than the number.
public sealed interface GameEvent {
    /// It begins, and is not ready yet.
    record Starting() implements GameEvent {}

    /// It is ready for players.
    record Ready() implements GameEvent {}

    /// The world was saved, as `VS_GAME_STOP_SAVE_LINE` tells.
    record Saved() implements GameEvent {}

    /// It shuts down; what follows are its last lines.
    record Stopping() implements GameEvent {}

    /// It has shut down, and its process ends.
    record Ended() implements GameEvent {}

    /// It took this command, which has no blanks around it.
    record Echoed(String command) implements GameEvent {}

    /// It printed something. Told only of a game of which it is not known how it echoes commands.
    record Printed() implements GameEvent {}

    /// A player came, or is on its way in.
    record Came(int client, String name) implements GameEvent {}

    /// A connection ended, whether a player had come by it or not.
    record Left(int client) implements GameEvent {}

    /// One of a list of all who play.
    ///
    /// @param first whether the list begins with it
    record Listed(int client, String name, boolean first) implements GameEvent {}
}
