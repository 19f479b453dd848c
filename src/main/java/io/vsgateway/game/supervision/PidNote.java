package io.vsgateway.game.supervision;

import io.vsgateway.game.Level;
import io.vsgateway.game.left.GamePid;
import io.vsgateway.game.process.GameRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Writes `game.pid` if it can: the game also runs without the file, and a failure is reported
/// once. Used by the supervisor's thread.
final class PidNote {
    private final GamePid file;
    private final List<String> command;
    private final GameNews news;
    private boolean announced;
    private boolean failureIsTold;

    PidNote(GamePid file, List<String> command, GameNews news) {
        this.file = file;
        this.command = command;
        this.news = news;
    }

    /// Notes that a game with this mark is about to start, so that the next gateway finds it
    /// however soon this one is killed.
    void announce(String mark) {
        try {
            file.announce(command, mark);
            announced = true;
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Whether the file announces a start by this gateway that has not succeeded yet.
    boolean isAnnounced() {
        return announced;
    }

    /// Notes the game as it is now.
    void write(GameRun run) {
        announced = false;
        try {
            file.write(run.pid(), command, run.family());
            failureIsTold = false;
        } catch (IOException | UncheckedIOException e) {
            failed(e);
        }
    }

    /// There is no game any more.
    void remove() {
        announced = false;
        file.remove();
    }

    private void failed(Exception cause) {
        if (!failureIsTold) {
            failureIsTold = true;
            news.say(Level.WARN, "game.pid could not be written: " + cause);
        }
    }
}
