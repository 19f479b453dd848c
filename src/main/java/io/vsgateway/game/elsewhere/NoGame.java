package io.vsgateway.game.elsewhere;

import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// What stands in for the game of a gateway that is there for the channels alone. Its console stays
/// empty, and what is asked of it is refused.
public final class NoGame implements Game {
    private static final String WHY = "this gateway has no game (VS_GAME_ENABLED=false)";

    private final Dialect dialect;
    private final GameState state;

    public NoGame(Dialect dialect, Instant now) {
        this.dialect = dialect;
        this.state = new GameState.None(now);
    }

    @Override
    public GameReport report() {
        return new GameReport(
                GameReport.NONE, dialect.name(), state, false, null, 0, List.of(), null, WHY);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Outcome start() {
        return new Outcome.Refused(WHY);
    }

    @Override
    public Outcome stop() {
        return new Outcome.Refused(WHY);
    }

    @Override
    public Outcome restart() {
        return new Outcome.Refused(WHY);
    }

    @Override
    public Outcome kill() {
        return new Outcome.Refused(WHY);
    }

    @Override
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        listener.accept(new Receipt.Rejected(WHY));
    }

    /// It never changes.
    @Override
    public Subscription onState(Consumer<GameState> listener) {
        return () -> {};
    }

    @Override
    public void shutDown() {}
}
