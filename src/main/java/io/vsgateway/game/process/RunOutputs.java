package io.vsgateway.game.process;

import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.LineEnd;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Reading;
import io.vsgateway.game.Wanted;
import io.vsgateway.game.dialect.LineDecoder;
import java.util.List;
import java.util.function.Consumer;

/// The two outputs of a run, and the readers of their lines. Used by one thread until they are
/// read.
final class RunOutputs {
    private final Dialect.LineReader outReader;
    private final Dialect.LineReader errReader;
    private final OutputLines stdout;
    private final OutputLines stderr;

    RunOutputs(RunContext context, Wanted wanted, OutputLines.Out out) {
        outReader = context.dialect().reader(LineSource.STDOUT, wanted);
        errReader = context.dialect().reader(LineSource.STDERR, wanted);
        stdout = new OutputLines(LineSource.STDOUT, outReader, context, out);
        stderr = new OutputLines(LineSource.STDERR, errReader, context, out);
    }

    OutputLines stdout() {
        return stdout;
    }

    OutputLines stderr() {
        return stderr;
    }

    /// Lets both go on where an earlier gateway stopped: with its lines the readers come to know
    /// what it knew.
    ///
    /// @param recalled takes what is read in the lines
    void resume(EarlierRun earlier, Consumer<Reading> recalled) {
        for (ConsoleLine line : earlier.lines()) {
            switch (line.source()) {
                case STDOUT -> recalled.accept(read(outReader, line));
                case STDERR -> recalled.accept(read(errReader, line));
                case LOG, GATEWAY -> {}
            }
        }
        earlier.places()
                .forEach((source, place) ->
                        (source == LineSource.STDERR ? stderr : stdout)
                                .resume(place, isWithin(source, earlier.lines())));
    }

    /// Reads a text as the earlier gateway has read it.
    private static Reading read(Dialect.LineReader reader, ConsoleLine line) {
        String text = line.text();
        if (!line.partial()) {
            return reader.read(line.at(), text, LineEnd.BREAK);
        }
        return text.endsWith(LineDecoder.MORE)
                ? reader.read(
                        line.at(),
                        text.substring(0, text.length() - LineDecoder.MORE.length()),
                        LineEnd.LENGTH)
                : reader.read(line.at(), text, LineEnd.PAUSE);
    }

    /// Whether the last text of an output was only a part of a line.
    private static boolean isWithin(LineSource source, List<ConsoleLine> lines) {
        return lines.reversed().stream()
                .filter(line -> line.source() == source)
                .findFirst()
                .filter(ConsoleLine::partial)
                .isPresent();
    }
}
