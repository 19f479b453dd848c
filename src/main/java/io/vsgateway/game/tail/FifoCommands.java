package io.vsgateway.game.tail;

import io.vsgateway.game.GameEvent;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.Receipt;
import io.vsgateway.game.input.CommandWriter;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Commands for a followed game: written into its named pipe, as long as that works.
final class FifoCommands {
    private final StdinFifo fifo;
    private final CommandWriter writer;

    FifoCommands(Path path, GameSettings.Input settings, ScheduledExecutorService timer) {
        this.fifo = new StdinFifo(path, settings.writeTimeout());
        String _ = fifo.look();
        this.writer = CommandWriter.open("game-fifo", fifo, settings, timer);
    }

    void submit(String sender, String command, Consumer<Receipt> listener) {
        String problem = fifo.problem();
        if (problem.isEmpty()) {
            writer.submit(sender, command, listener);
        } else {
            listener.accept(new Receipt.Rejected(problem));
        }
    }

    /// Why no command is accepted; null if they are.
    @Nullable String obstacle() {
        String problem = fifo.problem();
        return problem.isEmpty() ? writer.obstacle() : problem;
    }

    /// Looks at the pipe again.
    ///
    /// @return what is wrong with it, or empty
    String look() {
        return fifo.look();
    }

    /// Whether nobody reads the pipe any more.
    boolean isUnread() {
        return fifo.isUnread();
    }

    /// Whether a command was taken back since the last call, because nobody read it.
    boolean wasDeaf() {
        return fifo.wasDeaf();
    }

    void offer(GameEvent event, long line) {
        writer.offer(event, line);
    }

    boolean awaitsAnswer() {
        return writer.awaitsAnswer();
    }

    void close() {
        writer.close("the gateway ends");
        fifo.close();
    }
}
