package io.vsgateway.game;

/// What a line of the console means beyond its words. Only what the game itself says is an event;
/// what players may write into a line, such as chat, never is.
///
/// A game numbers its connections, and a line about one may give only the number.
public sealed interface GameEvent {
    /// The game is starting, and not ready yet.
    record Starting() implements GameEvent {}

    /// The game is ready for players.
    record Ready() implements GameEvent {}

    /// The world was saved, as recognized by `VS_GAME_STOP_SAVE_LINE`.
    record Saved() implements GameEvent {}

    /// The game is shutting down; its last lines follow.
    record Stopping() implements GameEvent {}

    /// The game has shut down, and its process ends.
    record Ended() implements GameEvent {}

    /// The game took this command, given here without surrounding blanks.
    record Echoed(String command) implements GameEvent {}

    /// The game printed something. Reported only for a game whose command echo is not known.
    record Printed() implements GameEvent {}

    /// A player joined, or is joining.
    record Came(int client, String name) implements GameEvent {}

    /// A connection ended, whether or not a player had joined through it.
    record Left(int client) implements GameEvent {}

    /// One entry in a list of all players.
    ///
    /// @param first whether it is the first entry of the list
    record Listed(int client, String name, boolean first) implements GameEvent {}
}
