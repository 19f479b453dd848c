package io.vsgateway.game.elsewhere;

/// A game that gateways share over Redis, and what belongs to it is called there. All of it lies in
/// one slot.
///
/// @param prefix what all keys begin with, such as `{vs}:`
/// @param name under which the game is shared
public record SharedGame(String prefix, String name) {
    /// The stream of its console. The id of an entry is the position of its last line: the epoch as
    /// a number, and the offset. So a position is found without an index, and no line comes twice.
    public String console() {
        return prefix + "console:" + name;
    }

    /// The stream of what is known of it besides its lines; only the last entry is kept.
    public String report() {
        return prefix + "game:" + name;
    }

    /// Which gateway has it; goes by itself if that one does not say so again and again.
    public String owner() {
        return prefix + "owner:" + name;
    }

    /// The stream of what other gateways ask of the one that has it.
    public String asks() {
        return prefix + "asks:" + name;
    }

    /// The stream of what that one answers to another gateway.
    public String answers(String node) {
        return prefix + "answers:" + node;
    }
}
