package io.vsgateway.cli;

import io.vsgateway.cli.options.Wording;
import io.vsgateway.doctor.word.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in words, and what was probably intended.
final class Mistake {
    /// How picocli reports wrong values of an enum,
    private static final Pattern CHOICE =
            Pattern.compile("expected one of \\[(.*?)] \\(case-(?:in)?sensitive\\) but was '(.*)'");

    /// and wrong numbers.
    private static final Pattern NUMBER =
            Pattern.compile("'([^']*)' is not an? (?:int|long|Integer)");

    private Mistake() {}

    static String of(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        String message = String.valueOf(wrong.getMessage());
        Matcher choice = CHOICE.matcher(message);
        if (choice.find()) {
            String known =
                    choice.group(1).toLowerCase(Locale.ROOT).replaceFirst(", (\\w+)$", " or $1");
            message = message.substring(0, choice.start()) + known + ", not " + choice.group(2);
        }
        return Wording.oneLine(NUMBER.matcher(message).replaceFirst("$1 is no whole number"));
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandSpec command) {
        List<String> unknown = wrong.getUnmatched();
        if (command.parent() == null) {
            return noSuchCommand(unknown.getFirst(), command);
        }
        if (!wrong.isUnknownOption()) {
            return "too many arguments: " + String.join(" ", unknown);
        }
        String name = unknown.getFirst().replaceFirst("=.*", "");
        return "no such option: "
                + String.join(" ", unknown)
                + meant(Nearest.of(name, command.optionsMap().keySet()));
    }

    /// @param all the program, with its commands
    static String noSuchCommand(String wrong, CommandSpec all) {
        return "no such command: "
                + wrong
                + meant(Nearest.of(wrong, new TreeSet<>(all.subcommands().keySet())));
    }

    private static String meant(Optional<String> nearest) {
        return nearest.map(name -> ", did you mean " + name + "?").orElse("");
    }
}
