package io.vsgateway.cli;

import io.vsgateway.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// A terminal: the console above, and below it a line with a history and completion.
///
/// The terminal is driven by `stty` (the provider `exec` of JLine), without native libraries. Keys
/// that make signals elsewhere are keys like others here, so that Ctrl+C ends neither this program
/// half-way nor anything of the game.
final class Prompt implements Screen {
    private static final String PROMPT = "> ";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    private final Terminal terminal;
    private final Attributes before;
    private final LineReader reader;
    private final GameCommands commands;
    private final boolean sendsAll;
    private final boolean colours;

    /// Of lines that were pasted together, those that are still to be sent.
    private final Queue<String> pasted = new ArrayDeque<>();

    private final StringBuilder shown = new StringBuilder();

    private Prompt(
            Terminal terminal, Surroundings surroundings, GameCommands commands, boolean sendsAll) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.commands = commands;
        this.sendsAll = sendsAll;
        this.colours = surroundings.colours();
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("vs-gateway")
                        .parser(
                                new DefaultParser()
                                        .quoteChars(new char[0])
                                        .escapeChars(new char[0]))
                        .completer(this::complete)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                        .build();
    }

    /// @throws CommandFailure if the terminal cannot be driven
    static Prompt open(Surroundings surroundings, GameCommands commands, boolean sendsAll) {
        // Otherwise it loads a library of machine code first.
        System.setProperty(TerminalBuilder.PROP_REDIRECT_PIPE_CREATION_MODE, "reflection");
        try {
            Terminal terminal =
                    TerminalBuilder.builder()
                            .system(true)
                            .provider("exec")
                            .dumb(true)
                            .encoding(StandardCharsets.UTF_8)
                            .build();
            var prompt = new Prompt(terminal, surroundings, commands, sendsAll);
            prompt.begin();
            return prompt;
        } catch (IOException | IllegalStateException e) {
            throw CommandFailure.failed(
                    "this terminal cannot be driven (" + e.getMessage() + "); try with | cat");
        }
    }

    private void begin() {
        if (terminal.getWidth() == 0) {
            // One that nobody has told how large it is, as scripts make them.
            terminal.setSize(new Size(80, 24));
        }
        var attributes = new Attributes(before);
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
        Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                .bind((Widget) this::interrupt, KeyMap.ctrl('C'));
        commands.history().forEach(line -> reader.getHistory().add(line));
    }

    private boolean interrupt() {
        throw new UserInterruptException(reader.getBuffer().toString());
    }

    private void complete(LineReader from, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() > 0) {
            return;
        }
        for (GameCommands.Known known : commands.known()) {
            candidates.add(
                    new Candidate(
                            known.name(),
                            known.usage().isEmpty() ? known.name() : known.usage(),
                            null,
                            known.description().isEmpty() ? null : known.description(),
                            null,
                            null,
                            true));
        }
    }

    @Override
    public @Nullable String read() {
        boolean leaving = false;
        while (true) {
            if (!pasted.isEmpty()) {
                return pasted.remove();
            }
            try {
                String typed = reader.readLine(PROMPT);
                leaving = false;
                List<String> lines =
                        typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
                if (!lines.isEmpty() && isMeant(lines)) {
                    pasted.addAll(lines);
                }
            } catch (UserInterruptException cleared) {
                boolean wasEmpty = cleared.getPartialLine().isEmpty();
                if (leaving && wasEmpty) {
                    return null;
                }
                leaving = wasEmpty;
                if (wasEmpty) {
                    note("Ctrl+C again, or Ctrl+D, leaves; the game goes on");
                }
            } catch (EndOfFileException _) {
                return null;
            }
        }
    }

    /// Asks back, where it is wanted.
    private boolean isMeant(List<String> lines) {
        boolean asks =
                lines.size() > 1
                        || !sendsAll && lines.stream().anyMatch(commands::wantsConfirmation);
        if (!asks) {
            return true;
        }
        String what = lines.size() > 1 ? lines.size() + " lines" : Wording.safe(lines.getFirst());
        try {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            String answer = reader.readLine("Send " + what + "? [y/N] ").strip();
            if (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
                return true;
            }
        } catch (UserInterruptException _) {
            // No.
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
        note("not sent");
        return false;
    }

    @Override
    public void show(String text) {
        shown.append(SafeText.of(text, colours)).append('\n');
    }

    @Override
    public void note(String text) {
        // From both threads; the lines before it come first.
        String line = "[vs-gateway] " + text;
        reader.printAbove(colours ? DIM + line + RESET : line);
    }

    @Override
    public boolean flush() {
        if (!shown.isEmpty()) {
            reader.printAbove(shown.substring(0, shown.length() - 1));
            shown.setLength(0);
        }
        return true;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public boolean heldBack() {
        return false;
    }

    @Override
    public void close() {
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            // It is left as it is.
        }
    }
}
