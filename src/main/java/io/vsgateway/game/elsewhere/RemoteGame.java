package io.vsgateway.game.elsewhere;

import io.vsgateway.fanout.redis.Server;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A game that another gateway has and shares over Redis. Its lines come into the console here with
/// the ids that they have there, what is known of it is known here, and what is asked of it goes
/// there and is judged there once more.
///
/// While the gateway that has it, or Redis, is away, it is [GameState.Unreachable], and what is
/// asked is refused at once. What was asked before that and is not answered ends as timed out:
/// nobody knows whether it was done.
public final class RemoteGame implements Game, RemoteFeed.Listener {
    private static final Logger LOG = Logger.getLogger(RemoteGame.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final String ONLY_FOR_SOMEBODY =
            "the game is another gateway's (VS_GAME_REMOTE): only somebody can ask for this";

    private final SharedGame shared;
    private final Dialect dialect;
    private final RemoteFeed feed;
    private final Asking asking;
    private final List<Consumer<GameState>> listeners = new CopyOnWriteArrayList<>();
    private volatile GameReport present;

    /// What was told of it last, and whether that is so now; the thread of the feed alone uses
    /// them.
    private @Nullable GameReport known;

    private boolean isThere;

    /// Begins to follow, and waits some seconds for what there is.
    ///
    /// @param console gets its lines; must be a copy, see [ConsoleBuffer]
    public RemoteGame(SharedGame shared, Server server, Dialect dialect, ConsoleBuffer console) {
        this.shared = shared;
        this.dialect = dialect;
        this.present = unreachable("nothing was heard of the game yet");
        this.feed = new RemoteFeed(shared, server, console, this);
        this.asking = new Asking(shared, feed, this::whyUnreachable);
        feed.start(START_PATIENCE);
    }

    private GameReport unreachable(String why) {
        return new GameReport(
                GameReport.REMOTE,
                dialect.name(),
                new GameState.Unreachable(Instant.now().truncatedTo(ChronoUnit.MILLIS), why),
                false,
                null,
                0,
                List.of(),
                null,
                why);
    }

    @Override
    public void told(GameReport report) {
        known = report;
        if (isThere) {
            become(report);
        }
    }

    @Override
    public void away(String why) {
        isThere = false;
        if (!(present.state() instanceof GameState.Unreachable(_, String before))
                || !before.equals(why)) {
            LOG.warnf("the game %s cannot be reached: %s", shared.name(), why);
            become(unreachable(why));
        }
        asking.giveUp(why);
    }

    @Override
    public void back() {
        GameReport report = known;
        if (!isThere && report != null) {
            LOG.infof("the game %s is shown here", shared.name());
            become(report);
        }
        isThere = true;
    }

    @Override
    public void answered(Answer answer) {
        asking.answered(answer);
    }

    @Override
    public void changed(String owner) {
        asking.giveUp("the gateway that has the game was restarted");
    }

    @Override
    public void passed() {
        asking.expire();
    }

    private void become(GameReport report) {
        GameState before = present.state();
        present = report;
        if (!report.state().equals(before)) {
            for (Consumer<GameState> one : listeners) {
                one.accept(report.state());
            }
        }
    }

    @Override
    public GameReport report() {
        return present;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    /// It is followed already.
    @Override
    public Outcome start() {
        return new Outcome.Refused(ONLY_FOR_SOMEBODY);
    }

    @Override
    public Outcome stop() {
        return new Outcome.Refused(ONLY_FOR_SOMEBODY);
    }

    @Override
    public Outcome restart() {
        return new Outcome.Refused(ONLY_FOR_SOMEBODY);
    }

    @Override
    public Outcome kill() {
        return new Outcome.Refused(ONLY_FOR_SOMEBODY);
    }

    @Override
    public void submit(String sender, String command, Consumer<Receipt> listener) {
        listener.accept(new Receipt.Rejected(ONLY_FOR_SOMEBODY));
    }

    @Override
    public void submit(Sender sender, String command, Consumer<Receipt> listener) {
        asking.submit(sender, command, listener);
    }

    @Override
    public CompletionStage<Outcome> request(Request request, Sender sender) {
        return asking.request(request, sender);
    }

    @Override
    public Owner owner() {
        return asking;
    }

    private @Nullable String whyUnreachable() {
        return present.state() instanceof GameState.Unreachable(_, String reason) ? reason : null;
    }

    @Override
    public Subscription onState(Consumer<GameState> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void shutDown() {
        feed.close();
        asking.giveUp("this gateway ends");
    }
}
