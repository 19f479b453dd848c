package io.vsgateway.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a [Timetable] is due, by a clock that others read. What was missed, because the machine
/// slept or its clock was set forward, is not made up for. Used by one thread.
final class Agenda {
    /// What is later than this was missed.
    static final Duration LATE = Duration.ofMinutes(1);

    /// A clock that goes back by more than this was wrong before; by less, nothing is done twice.
    static final Duration CORRECTION = Duration.ofHours(3);

    private final List<Place> places = new ArrayList<>();
    private final ZoneId zone;
    private Instant seen;

    /// @param countdown how long before the end of the game players are told
    Agenda(Timetable timetable, List<Duration> countdown, Instant now) {
        this.zone = timetable.zone();
        this.seen = now;
        List<Duration> marks =
                countdown.stream().distinct().sorted(Comparator.reverseOrder()).toList();
        for (Timetable.Entry entry : timetable.entries()) {
            var place = new Place(entry, entry.action().endsGame() ? marks : List.of());
            place.move(now);
            places.add(place);
        }
    }

    /// Something that is due.
    sealed interface Due {
        Timetable.Entry entry();

        /// The players are to be told.
        record Notice(Timetable.Entry entry, Duration left) implements Due {}

        /// It is to be done.
        record Turn(Timetable.Entry entry) implements Due {}

        /// It should have been done at that time.
        record Missed(Timetable.Entry entry, Instant at) implements Due {}
    }

    /// What has become due since the last call, in the order of the timetable.
    List<Due> take(Instant now) {
        boolean isCorrected = now.isBefore(seen.minus(CORRECTION));
        seen = now;
        var due = new ArrayList<Due>();
        for (Place place : places) {
            if (isCorrected) {
                place.move(now);
            }
            place.take(now, due);
        }
        return due;
    }

    /// When something becomes due; empty if nothing ever does.
    Optional<Instant> next() {
        return places.stream()
                .map(Place::soonest)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /// One entry: when its turn comes, and of what the players have not been told yet.
    private final class Place {
        private final Timetable.Entry entry;
        private final List<Duration> marks;
        private final List<Duration> open = new ArrayList<>();
        private @Nullable Instant turn;

        Place(Timetable.Entry entry, List<Duration> marks) {
            this.entry = entry;
            this.marks = marks;
        }

        /// To the first turn after this time. Of notices whose time is over the one that is nearest
        /// is not given late.
        private void move(Instant now) {
            turn = entry.next(now, zone).orElse(null);
            open.clear();
            Instant at = turn;
            if (at != null) {
                marks.stream().filter(mark -> !at.minus(mark).isBefore(now)).forEach(open::add);
            }
        }

        private void take(Instant now, List<Due> due) {
            Instant at = turn;
            if (at == null) {
                return;
            }
            if (!now.isBefore(at)) {
                boolean isMissed = now.isAfter(at.plus(LATE));
                due.add(isMissed ? new Due.Missed(entry, at) : new Due.Turn(entry));
                move(now);
                return;
            }
            Duration latest = null;
            while (!open.isEmpty() && !now.isBefore(at.minus(open.getFirst()))) {
                latest = open.removeFirst();
            }
            if (latest != null) {
                due.add(new Due.Notice(entry, latest));
            }
        }

        private Optional<Instant> soonest() {
            Instant at = turn;
            return at == null || open.isEmpty()
                    ? Optional.ofNullable(at)
                    : Optional.of(at.minus(open.getFirst()));
        }
    }
}
