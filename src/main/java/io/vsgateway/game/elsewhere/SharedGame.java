package io.vsgateway.game.elsewhere;

import io.vsgateway.seal.Seal;
import java.util.Optional;

/// A game that gateways share over Redis, and what belongs to it is called there. All of it lies in
/// one slot.
///
/// @param prefix what all keys begin with, such as `{vs}:`
/// @param name under which the game is shared
/// @param seal what closes what is written there
public record SharedGame(String prefix, String name, Seal seal) {
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

    /// What is written into one of these streams.
    ///
    /// @param forWhat what else has to be so that it can be opened: it stands in this place, or is
    ///   for this gateway
    public String close(String stream, String forWhat, String text) {
        return seal.close(place(stream, forWhat), text);
    }

    /// What was written there; empty if no key here opens it, which is counted and logged.
    public Optional<String> open(String stream, String forWhat, String text) {
        return seal.open(place(stream, forWhat), text);
    }

    private static String place(String stream, String forWhat) {
        return stream + '\n' + forWhat;
    }
}
