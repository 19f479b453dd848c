package io.vsgateway.schedule;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the timetable, on a thread of its own that looks at the time of day each half minute, and
/// whenever something is due. It ends before the game is stopped for the gateway's own end.
@ApplicationScoped
public class Schedules {
    private static final Logger LOG = Logger.getLogger(Schedules.class);

    /// So that a clock that is set is noticed before anything counts as missed.
    private static final Duration LONGEST_SLEEP = Agenda.LATE.dividedBy(2);

    private final Timetable timetable;
    private final List<Duration> countdown;
    private final Turns turns;
    private final Optional<Hook> hook;
    private final Map<Timetable.Entry, Turns.Result> latest = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("schedules").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    Schedules(ScheduleSettings settings, Turns turns) {
        try {
            this.timetable = Timetable.of(settings.table(), settings.zone());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
        this.countdown = settings.countdown();
        this.turns = turns;
        this.hook = settings.hook().map(command -> new Hook(command, settings.hookWait()));
    }

    /// One entry, and when it comes.
    ///
    /// @param next the next times, the nearest first
    /// @param latest what came of it last, if its turn has come since the gateway began
    record Outlook(Timetable.Entry entry, List<Instant> next, Optional<Turns.Result> latest) {}

    Timetable timetable() {
        return timetable;
    }

    /// All entries, each with that many of its next times.
    List<Outlook> outlook(Instant now, int times) {
        return timetable.entries().stream()
                .map(entry ->
                        new Outlook(
                                entry,
                                next(entry, now, times),
                                Optional.ofNullable(latest.get(entry))))
                .toList();
    }

    private List<Instant> next(Timetable.Entry entry, Instant now, int times) {
        var next = new ArrayList<Instant>();
        Optional<Instant> at = entry.next(now, timetable.zone());
        while (at.isPresent() && next.size() < times) {
            next.add(at.get());
            at = entry.next(at.get(), timetable.zone());
        }
        return next;
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (!timetable.entries().isEmpty()) {
            var agenda = new Agenda(timetable, countdown, Instant.now());
            thread.execute(() -> look(agenda));
        }
    }

    void beforeShutdown(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    ShutdownDelayInitiatedEvent end) {
        stop();
    }

    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent end) {
        stop();
    }

    private void stop() {
        thread.shutdownNow();
        hook.ifPresent(Hook::endNow);
    }

    private void look(Agenda agenda) {
        try {
            Instant now = Instant.now();
            agenda.take(now).forEach(due -> begin(due, now));
        } catch (RuntimeException e) {
            LOG.error("something that was due was not done", e);
        }
        Duration sleep =
                agenda.next()
                        .map(next -> Duration.between(Instant.now(), next).plusMillis(1))
                        .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
                        .orElse(LONGEST_SLEEP);
        thread.schedule(() -> look(agenda), Math.max(1, sleep.toMillis()), TimeUnit.MILLISECONDS);
    }

    /// What comes before it first, if anything does; the thread does not wait for that.
    private void begin(Agenda.Due due, Instant now) {
        boolean endsGame = due instanceof Agenda.Due.Turn && due.entry().action().endsGame();
        if (endsGame && hook.isPresent() && turns.isAlive()) {
            hook.get()
                    .run(turns.gameProcess())
                    .thenAccept(_ -> thread.execute(() -> carryOut(due, Instant.now())));
        } else {
            carryOut(due, now);
        }
    }

    private void carryOut(Agenda.Due due, Instant now) {
        Turns.Result result = turns.take(due, now);
        if (!(due instanceof Agenda.Due.Notice)) {
            latest.put(due.entry(), result);
        }
    }
}
