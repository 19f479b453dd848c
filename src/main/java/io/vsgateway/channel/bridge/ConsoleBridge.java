package io.vsgateway.channel.bridge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.channel.Channels;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import io.vsgateway.game.ConsoleBuffer;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.game.Game;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import io.vsgateway.hub.Outcome;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the channels what the game's console tells: its state, who is playing, what they say, and
/// what becomes of them and their world. It is one more reader of the console, with a thread of its
/// own: the game does not wait for it, and what it misses in a flood it leaves out.
@ApplicationScoped
class ConsoleBridge {
    private static final Logger LOG = Logger.getLogger(ConsoleBridge.class);

    /// Between two looks: what changes more often is told once.
    private static final long PAUSE_MILLIS = 100;

    private static final int MOST_LINES = 2000;
    private static final long MOST_BYTES = 256 * 1024;

    private final BridgeSettings settings;
    private final Channels channels;
    private final ConsoleBuffer console;
    private final Game game;
    private final Recent recent;
    private final TimeQuestion timeQuestion;
    private final Hub hub;
    private final Bulletin bulletin;
    private final Cursor<ConsoleLine> cursor;
    private final Runnable plan = this::plan;
    private Dialect.@Nullable Teller teller;
    private boolean isPlanned;

    /// Who was playing at the last look.
    private Set<String> names = Set.of();

    /// What comes while the gateway ends is told to nobody.
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("bridge").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    ConsoleBridge(
            BridgeSettings settings,
            Channels channels,
            ConsoleBuffer console,
            Game game,
            Recent recent,
            TimeQuestion timeQuestion,
            Hub hub) {
        this.settings = settings;
        this.channels = channels;
        this.console = console;
        this.game = game;
        this.recent = recent;
        this.timeQuestion = timeQuestion;
        this.hub = hub;
        this.bulletin =
                new Bulletin((all, key) -> channels.place(List.of(), all, key), this::later, plan);
        this.cursor = console.feed().detachedCursor(new Start.Last(0));
    }

    /// After the game has been chosen. A game that is another gateway's is told by that one.
    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (settings.consoleToChannels() && game.report().isHere()) {
            thread.prestartAllCoreThreads();
            hub.listen(
                    new NoteListener() {
                        @Override
                        public void renewed() {
                            bulletin.renewed();
                        }
                    });
            game.onState(_ -> thread.execute(plan));
            thread.execute(plan);
            settings.timeEvery().map(Duration::toMillis).ifPresent(this::askForTime);
        }
    }

    private void later(long millis, Runnable task) {
        thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void askForTime(long everyMillis) {
        thread.scheduleWithFixedDelay(
                timeQuestion::ask, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    void end(@Observes ShutdownEvent end) {
        thread.shutdownNow();
    }

    /// Looks a little later. This and all that follows is on the bridge's thread.
    private void plan() {
        if (!isPlanned) {
            isPlanned = true;
            later(PAUSE_MILLIS, this::look);
        }
    }

    private void look() {
        isPlanned = false;
        // Before looking: a line that comes meanwhile is seen again.
        console.feed().awaitAppend(thread, plan);
        if (bulletin.isUnderWay()) {
            // What is told of players stays before what they say; another look follows.
            return;
        }
        try {
            tellNews();
        } catch (RuntimeException e) {
            LOG.error("something of the console was not told to the channels", e);
        }
        if (cursor.isBehind()) {
            plan();
        }
    }

    private void tellNews() {
        // Who has just gone may have said something before.
        var speakers = new HashSet<>(names);
        Standing now = Standing.of(game.report());
        bulletin.look(now);
        names = now.names();
        speakers.addAll(names);
        for (ConsoleLine line : cursor.read(MOST_LINES, MOST_BYTES).entries()) {
            teller().read(line, speakers)
                    .filter(told -> !isOurs(told))
                    .map(News::of)
                    .ifPresent(this::publish);
        }
    }

    /// The game has been chosen when the first line is read.
    private Dialect.Teller teller() {
        Dialect.Teller known = teller;
        if (known == null) {
            known = game.dialect().teller();
            teller = known;
        }
        return known;
    }

    /// Whether it is our own words that the game says again.
    private boolean isOurs(Told told) {
        return switch (told) {
            case Told.Said(_, String text) -> recent.isIn(text);
            case Told.Announced(String text) -> recent.isIn(text);
            case Told.Died _, Told.Saved _, Told.Time _ -> false;
        };
    }

    private void publish(Change.Publication publication) {
        // Whether it was taken is counted there.
        CompletionStage<Outcome> _ = channels.publish(publication, null);
    }
}
