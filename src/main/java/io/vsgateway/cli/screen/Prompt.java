package io.vsgateway.cli.screen;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.ConsoleEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
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
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// A terminal: the console above, and below it a line with a history and completion.
///
/// The terminal is driven by `stty` (the provider `exec` of JLine), without native libraries. Keys
/// that send signals elsewhere are ordinary keys here, so that Ctrl+C neither ends this program
/// half-way nor ends anything of the game.
public final class Prompt implements Screen {
    private static final String PROMPT = "> ";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    /// Moves to the beginning of the row above and clears it.
    private static final String ROW_ABOVE = "\u001b[A\r\u001b[K";

    private final Terminal terminal;
    private final Attributes before;
    private final LineReader reader;
    private final GameCommands commands;
    private final boolean sendsAll;
    private final Appearance appearance;

    /// Lines pasted together that are still to be sent.
    private final Queue<String> pasted = new ArrayDeque<>();

    /// What was shown and is not printed yet. Used by the showing thread.
    private final List<String> shown = new ArrayList<>();

    /// Whether the first of these continues the row printed last.
    private boolean goesOn;

    private final Row row = new Row();

    /// For printing, which both threads do.
    private final ReentrantLock printing = new ReentrantLock();

    /// Whether the last row above the prompt is an unfinished one.
    @GuardedBy("printing")
    private boolean rowIsLast;

    private Prompt(
            Terminal terminal, Appearance appearance, GameCommands commands, boolean sendsAll) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.commands = commands;
        this.sendsAll = sendsAll;
        this.appearance = appearance;
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
    public static Prompt open(Appearance appearance, GameCommands commands, boolean sendsAll) {
        // Otherwise it loads a native library first.
        System.setProperty(TerminalBuilder.PROP_REDIRECT_PIPE_CREATION_MODE, "reflection");
        try {
            Terminal terminal =
                    TerminalBuilder.builder()
                            .system(true)
                            .provider("exec")
                            .dumb(true)
                            .encoding(StandardCharsets.UTF_8)
                            .stdinEncoding(StandardCharsets.UTF_8)
                            .stdoutEncoding(StandardCharsets.UTF_8)
                            .build();
            var prompt = new Prompt(terminal, appearance, commands, sendsAll);
            prompt.begin();
            return prompt;
        } catch (IOException | IllegalStateException e) {
            throw CommandFailure.failed(
                    "this terminal cannot be driven (" + e.getMessage() + "); try with | cat");
        }
    }

    private void begin() {
        if (terminal.getWidth() == 0) {
            // A terminal that nobody has given a size, as scripts create them.
            terminal.setSize(new Size(80, 24));
        }
        // Raw for as long as it is open, not only while a line is read: between two lines the
        // system would consume Ctrl+D and show what is typed.
        terminal.enterRawMode();
        var attributes = terminal.getAttributes();
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

    /// Asks for confirmation if needed.
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
    public void show(ConsoleEvent.Line line) {
        if (Appearance.isOfGateway(line)) {
            row.leave();
            shown.add(marked(Wording.safe(line.text())));
            return;
        }
        boolean more = row.take(line);
        if (Row.isBareEnd(line) && !more) {
            return;
        }
        String text = appearance.of(row.text());
        if (!more) {
            shown.add(row.isOpen() ? cut(text) : text);
        } else if (shown.isEmpty()) {
            goesOn = true;
            shown.add(row.isOpen() ? cut(text) : text);
        } else {
            shown.set(shown.size() - 1, row.isOpen() ? cut(text) : text);
        }
    }

    /// Cuts the text to fit into one row, so that the row can be rewritten.
    private String cut(String text) {
        int width = Math.max(2, terminal.getWidth());
        AttributedString whole = AttributedString.fromAnsi(text);
        return whole.columnLength() < width
                ? text
                : whole.columnSubSequence(0, width - 1).toAnsi(terminal);
    }

    @Override
    public void note(String text) {
        printing.lock();
        try {
            rowIsLast = false;
            reader.printAbove(marked(text));
        } finally {
            printing.unlock();
        }
    }

    /// What the gateway or this program says, beginning where nothing of the game does.
    private String marked(String text) {
        String line = "[vs-gateway] " + text;
        return appearance.colours() ? DIM + line + RESET : line;
    }

    @Override
    public boolean flush() {
        if (shown.isEmpty()) {
            return true;
        }
        printing.lock();
        try {
            String above = goesOn && rowIsLast ? ROW_ABOVE : "";
            reader.printAbove(above + String.join("\n", shown));
            rowIsLast = row.isOpen();
        } finally {
            printing.unlock();
        }
        shown.clear();
        goesOn = false;
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
            // It stays as it is.
        }
    }
}
