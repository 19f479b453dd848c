package io.vsgateway.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.Vertx;
import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Announcement;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /// What is done at its end.
    enum Action {
        STOP,
        RESTART;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is to come.
    ///
    /// @param announcement the template of an [Announcement]; may be empty
    record Plan(Action action, Instant at, Caller by, String announcement) {
        private String told(Duration left) {
            return Announcement.of(announcement, action.label(), left);
        }
    }

    /// Begins one in place of another.
    ///
    /// @return why not, if the game does not run or the caller may not send that command
    Optional<String> begin(Plan next, Duration left) {
        if (!game.report().isHere()) {
            return Optional.of("the game is not this gateway's, and only its own counts down");
        }
        if (!runs()) {
            return Optional.of("the game is not running");
        }
        Optional<String> refused =
                next.announcement.isBlank()
                        ? Optional.empty()
                        : commands.refusal(next.by, next.told(left));
        if (refused.isPresent()) {
            return refused.map(why -> "the announcement would be rejected: " + why);
        }
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
        return Optional.empty();
    }

    /// What is to come, if anything is.
    Optional<Plan> plan() {
        lock.lock();
        try {
            return Optional.ofNullable(plan);
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
        boolean holds = plan().filter(now::equals).isPresent();
        if (holds && !now.announcement.isBlank() && runs()) {
            var sender = new Commands.Sender(now.by, null, UUID.randomUUID().toString());
            commands.send(sender, now.told(left), _ -> {});
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
                        : now.action == Action.STOP ? game.stop() : game.restart();
        String why = outcome instanceof Game.Outcome.Refused(String reason) ? reason : "";
        String result = why.isEmpty() ? "accepted" : "rejected";
        audit.add(AuditRecord.of("server", now.by, null, null, now.action.label(), result, why));
    }

    private boolean runs() {
        return game.report().state().isUp();
    }
}
