package io.vsgateway.access;

import com.google.re2j.Pattern;
import java.util.List;

/// What a key that has a name of its own says of its holder beyond the role.
///
/// @param name the key's name, by which its holder is known in the audit and to others
/// @param commands the commands that its holder may send, as expressions for the whole command;
///   empty for all that the role may send
public record KeyHolder(String name, List<Pattern> commands) {
    public KeyHolder {
        commands = List.copyOf(commands);
    }

    /// Whether the holder may send this command, as far as the key is concerned.
    boolean maySend(String command) {
        return commands.isEmpty() || commands.stream().anyMatch(one -> one.matches(command));
    }

    /// Whether the key leaves its holder a right of the role: who may send some commands only, may
    /// not do more than that to the game in another way.
    boolean leaves(Right right) {
        return commands.isEmpty() || right != Right.CONTROL_GAME;
    }
}
