package io.vsgateway.cli;

import io.vsgateway.cli.options.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vs-gateway completion`: a script with which a shell completes the names of commands and
/// options.
@Command(
        name = "completion",
        description =
                "Prints a script by which the shell completes commands and options with the Tab key:"
                        + " source <(vs-gateway completion bash)")
final class CompletionCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    /// The script is for bash; zsh runs it by emulation, which the script switches on itself.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("made without a command line");
        }
        if (shell == Shell.ZSH) {
            // Without initialised completion, the script ends silently in zsh.
            surroundings.out().println("autoload -Uz compinit && compinit -i");
        }
        surroundings.out().println(AutoComplete.bash("vs-gateway", spec.root().commandLine()));
    }
}
