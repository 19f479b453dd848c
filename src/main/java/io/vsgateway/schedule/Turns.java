package io.vsgateway.schedule;

import io.vsgateway.access.Caller;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.console.command.Announcement;
import io.vsgateway.console.command.Commands;
import io.vsgateway.game.Game;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Does what is due, as a caller whose name is that of the schedule: over the game's own requests,
/// and over the way of all commands. It does not wait for the game.
@ApplicationScoped
class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final String NOT_RUNNING = "the game is not running";

    private final Game game;
    private final Commands commands;
    private final AuditLog audit;
    private final Optional<String> announcement;

    Turns(Game game, Commands commands, AuditLog audit, ScheduleSettings settings) {
        this.game = game;
        this.commands = commands;
        this.audit = audit;
        this.announcement = settings.announce();
    }

    /// What came of it, in a word of the audit's and, if it was not done, why.
    record Result(Instant at, String result, String reason) {}

    Result take(Agenda.Due due, Instant now) {
        return switch (due) {
            case Agenda.Due.Notice(Timetable.Entry entry, var left) -> {
                announcement
                        .filter(_ -> game.report().inputClosed() == null)
                        .map(text -> Announcement.of(text, entry.action().label(), left))
                        .ifPresent(command -> send(entry, command));
                yield new Result(now, "accepted", "");
            }
            case Agenda.Due.Turn(Timetable.Entry entry) -> told(entry, perform(entry, now));
            case Agenda.Due.Missed(Timetable.Entry entry, Instant at) ->
                    told(entry, refused(entry, now, "missed at " + at + ", and not made up for"));
        };
    }

    private Result perform(Timetable.Entry entry, Instant now) {
        return switch (entry.action()) {
            case Action.Start _ -> asked(entry, now, game.start());
            case Action.Stop _ when !isAlive() -> refused(entry, now, NOT_RUNNING);
            case Action.Restart _ when !isAlive() -> refused(entry, now, NOT_RUNNING);
            case Action.Stop _ -> asked(entry, now, game.stop());
            case Action.Restart _ -> asked(entry, now, game.restart());
            case Action.Send(String command) -> sent(entry, now, command);
        };
    }

    /// The game's process, while there is one.
    @Nullable Long gameProcess() {
        return game.report().state().processId();
    }

    boolean isAlive() {
        return game.report().state().isUp();
    }

    private Result asked(Timetable.Entry entry, Instant now, Game.Outcome outcome) {
        return switch (outcome) {
            case Game.Outcome.Begun _ -> {
                audit.add(record(entry, "accepted", ""));
                yield new Result(now, "accepted", "");
            }
            case Game.Outcome.Refused(String reason) -> refused(entry, now, reason);
        };
    }

    private Result refused(Timetable.Entry entry, Instant now, String reason) {
        audit.add(record(entry, "rejected", reason));
        return new Result(now, "rejected", reason);
    }

    /// What becomes of the command is in the audit, as for every command.
    private Result sent(Timetable.Entry entry, Instant now, String command) {
        String closed = game.report().inputClosed();
        if (closed != null) {
            return refused(entry, now, closed);
        }
        send(entry, command);
        return new Result(now, "accepted", "");
    }

    private void send(Timetable.Entry entry, String command) {
        String id = UUID.randomUUID().toString();
        commands.send(new Commands.Sender(caller(entry), null, id), command, _ -> {});
    }

    private static Result told(Timetable.Entry entry, Result result) {
        if (result.reason().isEmpty()) {
            LOG.infof("schedule \"%s\": done", entry);
        } else {
            LOG.warnf("schedule \"%s\": not done: %s", entry, result.reason());
        }
        return result;
    }

    private static AuditRecord record(Timetable.Entry entry, String result, String reason) {
        String action =
                entry.action() instanceof Action.Send(String command)
                        ? command
                        : entry.action().label();
        return AuditRecord.of("schedule", caller(entry), null, null, action, result, reason);
    }

    private static Caller caller(Timetable.Entry entry) {
        return Caller.part("schedule " + entry.cron());
    }
}
