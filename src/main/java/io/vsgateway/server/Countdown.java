package io.vsgateway.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.Vertx;
import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Announcement;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import io.vsgateway.game.GameState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A stop or restart to come, of which the players are told: at most one. It ends by being carried
/// out, by [#cancel], or with the gateway, and it is not carried out if the game does not run then.
/// Any thread; nothing blocks.
@ApplicationScoped
public class Countdown {
    static final int LONGEST_SECONDS = 3600;

    /// How its being called off stands in the audit.
    public static final String CALLED_OFF = "countdown called off";

    /// How much is left whenever the players are told, besides at the beginning.
    private static final List<Duration> MARKS =
            Stream.of(1800, 900, 600, 300, 120, 60, 30, 10).map(Duration::ofSeconds).toList();

    private final Game game;
    private final Commands commands;
    private final AuditLog audit;
    private final Vertx vertx;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<Long> timers = new ArrayList<>();

    @GuardedBy("lock")
    private @Nullable Plan plan;

    Countdown(Game game, Commands commands, AuditLog audit, Vertx vertx) {
        this.game = game;
        this.commands = commands;
        this.audit = audit;
        this.vertx = vertx;
    }

    /// @param request a stop or restart
    /// @param announcement the template of an [Announcement]; may be empty
    private record Plan(Game.Request request, Instant at, Caller by, String announcement) {}

    /// Begins one in place of another, unless the game does not run, it is too far away, or the
    /// caller may not send that command.
    ///
    /// @param request a stop or restart
    public Game.Outcome begin(Game.Request request, Duration left, String announcement, Caller by) {
        Optional<String> refused =
                isPossible(left).or(() -> refusal(request, left, announcement, by));
        if (refused.isPresent()) {
            return new Game.Outcome.Refused(refused.get());
        }
        var next =
                new Plan(
                        request,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(left),
                        by,
                        announcement);
        lock.lock();
        try {
            end();
            plan = next;
            for (Duration mark : MARKS) {
                if (mark.compareTo(left) < 0) {
                    later(left.minus(mark), () -> announce(next, mark));
                }
            }
            later(left, () -> carryOut(next));
        } finally {
            lock.unlock();
        }
        announce(next, left);
        return new Game.Outcome.Begun();
    }

    private Optional<String> isPossible(Duration left) {
        if (!left.isPositive() || left.toSeconds() > LONGEST_SECONDS) {
            return Optional.of("a countdown takes a second at least, and an hour at most");
        }
        if (!game.report().isHere()) {
            return Optional.of("the game is not this gateway's, and only its own counts down");
        }
        if (game.report().state() instanceof GameState.Following) {
            return Optional.of(GameState.Following.NOT_OURS);
        }
        return runs() ? Optional.empty() : Optional.of("the game is not running");
    }

    /// Why the caller may not have the players told so; empty if they may, or if nothing is told.
    Optional<String> refusal(Game.Request request, Duration left, String announcement, Caller by) {
        return announcement.isBlank()
                ? Optional.empty()
                : commands.refusal(by, told(request, left, announcement))
                        .map(why -> "the announcement would be rejected: " + why);
    }

    private static String told(Game.Request request, Duration left, String announcement) {
        return Announcement.of(announcement, request.label(), left);
    }

    /// How it stands in the audit.
    public static String label(Game.Request request, Duration left) {
        return request.label() + " in " + Announcement.wording(left);
    }

    /// What is to come; null if nothing is.
    public Game.@Nullable Coming coming() {
        Plan now = plan();
        return now == null ? null : new Game.Coming(now.request.label(), now.at, now.by.name());
    }

    private @Nullable Plan plan() {
        lock.lock();
        try {
            return plan;
        } finally {
            lock.unlock();
        }
    }

    /// Calls it off. False if there is none.
    public boolean cancel() {
        lock.lock();
        try {
            return end();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean end() {
        boolean was = plan != null;
        plan = null;
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        return was;
    }

    @GuardedBy("lock")
    private void later(Duration wait, Runnable what) {
        timers.add(vertx.setTimer(Math.max(1, wait.toMillis()), _ -> what.run()));
    }

    private void announce(Plan now, Duration left) {
        if (now.equals(plan()) && !now.announcement.isBlank() && runs()) {
            var sender = new Commands.Sender(now.by, null, UUID.randomUUID().toString());
            commands.send(sender, told(now.request, left, now.announcement), _ -> {});
        }
    }

    private void carryOut(Plan now) {
        lock.lock();
        try {
            if (!now.equals(plan)) {
                return;
            }
            end();
        } finally {
            lock.unlock();
        }
        Game.Outcome outcome =
                !runs()
                        ? new Game.Outcome.Refused("the game is not running")
                        : now.request == Game.Request.STOP ? game.stop() : game.restart();
        String why = outcome instanceof Game.Outcome.Refused(String reason) ? reason : "";
        String result = why.isEmpty() ? "accepted" : "rejected";
        audit.add(AuditRecord.of("server", now.by, null, null, now.request.label(), result, why));
    }

    private boolean runs() {
        return game.report().state().isUp();
    }
}
