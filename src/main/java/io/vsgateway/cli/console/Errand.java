package io.vsgateway.cli.console;

import io.vsgateway.cli.options.CommandFailure;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `send` is asked for: which command, and for which gateway. A command goes to the game as it
/// stands in one word. Several words are refused, not joined: the shell has taken quotes, blanks
/// and more out of them, and what is left may be another command, or end up at another gateway.
///
/// @param url null for the gateway on this machine
record Errand(@Nullable String url, String command) {
    private static final Pattern WITH_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://\\S*");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+]):\\d{1,5}(/\\S*)?");

    /// @param words those of the command line that are no options
    /// @throws CommandFailure if it is not plain which of them is the command
    static Errand of(List<String> words) {
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (!isUrl(first)) {
            return rest.isEmpty() ? new Errand(null, checked(first)) : refuse("", words);
        }
        if (rest.isEmpty()) {
            throw CommandFailure.usage("a command is missing behind the URL " + first);
        }
        return rest.size() == 1
                ? new Errand(first, checked(rest.getFirst()))
                : refuse(first + " ", rest);
    }

    /// Only what says so: a word alone may be a host as well as a command.
    private static boolean isUrl(String word) {
        return WITH_SCHEME.matcher(word).matches() || HOST_AND_PORT.matcher(word).matches();
    }

    private static String checked(String command) {
        if (WITH_SCHEME.matcher(command).matches()) {
            throw CommandFailure.usage("a URL stands where the command should: " + command);
        }
        if (command.isBlank()) {
            throw CommandFailure.usage("the command is empty");
        }
        return command;
    }

    private static Errand refuse(String url, List<String> words) {
        for (String word : words) {
            if (isUrl(word)) {
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
