package io.vsgateway.cli.screen;

import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.ConsoleEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Pipes instead of a terminal: commands are the lines of standard input, the console goes to
/// standard output, and everything else to standard error.
public final class PlainScreen implements Screen {
    private final Surroundings surroundings;
    private final GameCommands commands;
    private final boolean sendsAll;
    private final BufferedReader in;
    private final LinePrinter lines;
    private volatile boolean heldBack;

    /// @param sendsAll whether to send even commands that a person would have to confirm
    public PlainScreen(
            Surroundings surroundings,
            Appearance appearance,
            GameCommands commands,
            boolean sendsAll) {
        this.surroundings = surroundings;
        this.lines = new LinePrinter(surroundings, appearance);
        this.commands = commands;
        this.sendsAll = sendsAll;
        this.in =
                new BufferedReader(
                        new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String read() {
        try {
            for (String next = in.readLine(); next != null; next = in.readLine()) {
                String line = next.strip();
                if (line.isEmpty()) {
                    continue;
                }
                if (sendsAll || !commands.wantsConfirmation(line)) {
                    return line;
                }
                heldBack = true;
                note("not sent, as nobody can be asked (--yes sends it): " + Wording.safe(line));
            }
        } catch (IOException e) {
            note("standard input cannot be read: " + Wording.of(e));
        }
        return null;
    }

    @Override
    public void show(ConsoleEvent.Line line) {
        if (Appearance.isOfGateway(line)) {
            lines.leave();
            boolean _ = flush();
            note(Wording.safe(line.text()));
        } else {
            lines.print(line);
        }
    }

    @Override
    public void note(String text) {
        surroundings.err().println("vs-gateway attach: " + text);
    }

    @Override
    public boolean flush() {
        return !surroundings.out().checkError();
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean heldBack() {
        return heldBack;
    }

    @Override
    public void close() {
        boolean _ = flush();
    }
}
