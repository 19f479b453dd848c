package io.vsgateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.doctor.Doctor;
import io.vsgateway.doctor.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/// `vs-gateway doctor`
@Command(
        name = "doctor",
        description =
                "Looks at settings, game, files, ports and machine, and says what is wrong and what to do. Run it"
                        + " as the user and with the variables of the gateway. It starts nothing and changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing failed; there may be warnings",
            "1:something failed",
            "2:a wrong option"
        })
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print an array of objects instead of lines.")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        // Otherwise Netty, which is only asked for its transport, makes the Java runtime warn on
        // standard error. It holds for the whole process.
        System.setProperty("io.netty.noUnsafe", "true");
        List<Finding> findings = Doctor.examine(surroundings.environment());
        if (json) {
            surroundings.out().println(json(findings).toPrettyString());
        } else {
            findings.forEach(finding -> surroundings.out().println(line(finding)));
        }
        boolean failed = findings.stream().anyMatch(f -> f.outcome() == Finding.Outcome.FAIL);
        return failed ? CommandFailure.FAILED : 0;
    }

    private String line(Finding finding) {
        String mark = word(finding);
        String shown =
                surroundings.colours()
                        ? Ansi.ON.string("@|" + colour(finding) + " " + mark + "|@")
                        : mark;
        String advice = finding.advice().isEmpty() ? "" : " – " + finding.advice();
        return shown + " ".repeat(6 - mark.length()) + finding.what() + advice;
    }

    private static String colour(Finding finding) {
        return switch (finding.outcome()) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "bold,red";
        };
    }

    private static String word(Finding finding) {
        return finding.outcome().name().toLowerCase(Locale.ROOT);
    }

    private static ArrayNode json(List<Finding> findings) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : findings) {
            all.addObject()
                    .put("outcome", word(finding))
                    .put("what", finding.what())
                    .put("advice", finding.advice());
        }
        return all;
    }
}
