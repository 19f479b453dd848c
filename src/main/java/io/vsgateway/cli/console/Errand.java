package io.vsgateway.cli.console;

import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `send` is asked for: which command, and for which gateway. A command goes to the game as it
/// stands in one word. Several words are refused, not joined: the shell has taken quotes, blanks
/// and more out of them, and what is left may be another command, or end up at another gateway.
///
/// @param url null for the gateway on this machine
record Errand(@Nullable String url, String command) {
    /// @param words those of the command line that are no options
    /// @throws CommandFailure if it is not plain which of them is the command
    static Errand of(List<String> words) {
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (!GatewayWord.isAddress(first)) {
            return rest.isEmpty() ? new Errand(null, checked(first)) : refuse("", words);
        }
        if (rest.isEmpty()) {
            throw CommandFailure.usage("a command is missing behind the URL " + first);
        }
        return rest.size() == 1
                ? new Errand(first, checked(rest.getFirst()))
                : refuse(first + " ", rest);
    }

    private static String checked(String command) {
        if (GatewayWord.isUrl(command)) {
            throw CommandFailure.usage("a URL stands where the command should: " + command);
        }
        if (command.isBlank()) {
            throw CommandFailure.usage("the command is empty");
        }
        return command;
    }

    private static Errand refuse(String url, List<String> words) {
        for (String word : words) {
            if (GatewayWord.isAddress(word)) {
                throw CommandFailure.usage(
                        "the URL comes first, and the command behind it in quotes");
            }
        }
        throw CommandFailure.usage(
                "a command of several words wants quotes: vs-gateway send "
                        + url
                        + quoted(String.join(" ", words))
                        + (url.isEmpty() ? " (a URL begins with http:// or names a port)" : ""));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
