package io.vsgateway.game;

/// What a line of the console tells of who plays. A game numbers its connections, and a line may
/// give no more than the number.
sealed interface PlayerEvent {
    /// A player came, or is on its way in.
    record Came(int client, String name) implements PlayerEvent {}

    /// A connection ended, whether a player had come by it or not.
    record Left(int client) implements PlayerEvent {}

    /// One of a list of all who play.
    ///
    /// @param first whether the list begins with it
    record Listed(int client, String name, boolean first) implements PlayerEvent {}

    /// The game begins or ends: nobody plays.
    record Emptied() implements PlayerEvent {}
}
