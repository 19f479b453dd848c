package io.vsgateway.cli.console;

import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `send` should do: which command, for which gateway. A command must be one word of the
/// command line and goes to the game as it is. Several words are refused, not joined: the shell has
/// removed quotes, blanks and more from them, and what is left may be a different command, or end
/// up at a different gateway.
///
/// @param url null for the gateway on this machine
record Errand(@Nullable String url, String command) {
    /// @param words the words of the command line that are not options
    /// @throws CommandFailure if it is not clear which of them is the command
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
