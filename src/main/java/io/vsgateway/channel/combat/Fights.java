package io.vsgateway.channel.combat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.channel.combat.Encounter.Stage;
import io.vsgateway.channel.combat.Minutes.Judgement;
import io.vsgateway.channel.combat.Minutes.Terms;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.NoteListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// All fights, as the order tells of them: the same at every gateway at the same place of it,
/// whichever of them has judged. Written by the thread of the order alone, read by any; room for
/// another one may be taken by any.
final class Fights implements NoteListener {
    private static final Logger LOG = Logger.getLogger(Fights.class);
    private static final String TERMS = "combat_terms";
    private static final String JUDGEMENT = "combat";

    /// So many names of fights that are gone are remembered, so that others may have them.
    private static final int MOST_GONE = 10_000;

    /// A judgement that is older was not made just now: its deadline is taken by the time of day.
    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    /// Who hears of changes, on the thread of the order.
    interface Watcher {
        /// @param isOwn whether this gateway has judged
        void changed(Fight fight, boolean isOwn);

        void gone(Fight fight);

        /// What is remembered of fights was fetched anew, and will be told next.
        void renewed();
    }

    private final String node;
    private final InstantSource clock;
    private final Watcher watcher;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Fight> fights = new ConcurrentHashMap<>();
    private final Map<String, Set<Fight>> byUser = new ConcurrentHashMap<>();

    /// The runs of those that are about to begin here. Under its lock one of them becomes one of
    /// the fights: together they are no more than there may be.
    private final Set<String> beginning = new HashSet<>();

    /// The last runs of names that are free again.
    private final Map<String, String> gone =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                            return size() > MOST_GONE;
                        }
                    });

    /// How those stood of which what is remembered does not tell, or tells something older.
    private final Map<Fight, Integer> missing = new ConcurrentHashMap<>();

    /// The rest is of the order's thread.
    private final Map<String, Terms> terms = new HashMap<>();

    /// Judgements whose terms are not there yet: what is remembered comes in any order.
    private final Map<String, Judgement> early = new HashMap<>();

    /// @param node names this gateway
    /// @param clock by which deadlines are
    Fights(String node, InstantSource clock, Watcher watcher) {
        this.node = node;
        this.clock = clock;
        this.watcher = watcher;
    }

    Optional<Fight> find(String id) {
        return Optional.ofNullable(fights.get(id));
    }

    Collection<Fight> all() {
        return fights.values();
    }

    Stream<Fight> of(String userId) {
        return byUser.getOrDefault(userId, Set.of()).stream();
    }

    /// Takes room for a fight that is about to begin. Whoever does gives it back by [#release],
    /// even if the fight is there by then.
    ///
    /// @param most so many there may be
    /// @return whether there was room
    boolean reserve(Fight fight, int most) {
        synchronized (beginning) {
            return fights.size() + beginning.size() < most && beginning.add(fight.run());
        }
    }

    void release(Fight fight) {
        synchronized (beginning) {
            beginning.remove(fight.run());
        }
    }

    /// Under this key one fight of that name begins.
    String keyOf(Fight begun) {
        return "combat\n" + begun.id() + '\n' + gone.getOrDefault(begun.id(), "");
    }

    /// What is to be told so that a fight stands like this everywhere.
    ///
    /// @param before how it stood; null if nobody knows of it
    static List<Change.Note> notes(
            Fight fight, Fight.@Nullable Snapshot before, Judgement judgement, Terms terms) {
        var standing = new Change.Note(JUDGEMENT, fight.id(), Minutes.write(judgement));
        boolean isSame = before != null && Objects.equals(before.state(), terms.state());
        return isSame
                ? List.of(standing)
                : List.of(new Change.Note(TERMS, fight.id(), Minutes.write(terms)), standing);
    }

    /// What is to be told so that it is forgotten everywhere.
    static List<Change.Note> oblivion(Fight fight) {
        return List.of(
                new Change.Note(JUDGEMENT, fight.id(), ""), new Change.Note(TERMS, fight.id(), ""));
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        try {
            switch (note.subject()) {
                case TERMS -> {
                    if (note.text().isEmpty()) {
                        terms.remove(note.key());
                    } else {
                        terms.put(note.key(), Minutes.terms(json.readTree(note.text())));
                        Judgement waiting = early.remove(note.key());
                        if (waiting != null) {
                            take(note.key(), waiting, at);
                        }
                    }
                }
                case JUDGEMENT -> {
                    if (note.text().isEmpty()) {
                        early.remove(note.key());
                        find(note.key()).ifPresent(this::forget);
                    } else {
                        take(note.key(), Minutes.judgement(json.readTree(note.text())), at);
                    }
                }
                default -> {
                    // For somebody else.
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warn("What another gateway tells of a fight cannot be read", e);
        }
    }

    private void take(String id, Judgement judgement, @Nullable Position at) {
        Terms agreed = terms.get(id);
        if (agreed == null || !agreed.run().equals(judgement.run())) {
            early.put(id, judgement);
            return;
        }
        Fight there = fights.get(id);
        if (there != null && !there.run().equals(judgement.run())) {
            forget(there);
            there = null;
        }
        Fight fight = there == null ? new Fight(id, judgement.run(), agreed) : there;
        missing.computeIfPresent(fight, (_, known) -> judgement.version() >= known ? null : known);
        if (judgement.version() <= fight.now().version()) {
            return;
        }
        fight.become(
                new Fight.Snapshot(
                        new Encounter(agreed.rules(), judgement.participants(), local(judgement)),
                        agreed.state(),
                        judgement.version(),
                        at == null
                                ? null
                                : new Position(at.epoch(), at.offset() + judgement.events())));
        synchronized (beginning) {
            fights.put(id, fight);
            beginning.remove(fight.run());
        }
        for (Participant one : judgement.participants()) {
            if (!one.fighter().isNpc()) {
                byUser.computeIfAbsent(one.userId(), _ -> ConcurrentHashMap.newKeySet()).add(fight);
            }
        }
        watcher.changed(fight, judgement.node().equals(node));
    }

    /// The clocks of gateways differ: what counts is how much time was left when it was judged, and
    /// that was just now.
    private Stage local(Judgement judgement) {
        Instant now = clock.instant();
        boolean isJustNow = judgement.at().isAfter(now.minus(JUST_NOW));
        return judgement.stage() instanceof Stage.Turn turn
                        && turn.deadline() != null
                        && isJustNow
                        && !judgement.node().equals(node)
                ? turn.until(now.plus(Duration.between(judgement.at(), turn.deadline())))
                : judgement.stage();
    }

    /// Those that were not among what was fetched anew; each is told once.
    List<Fight> missing() {
        List<Fight> all = List.copyOf(missing.keySet());
        missing.clear();
        return all;
    }

    /// Forgets one that is not in the order any more.
    void forget(Fight fight) {
        if (!fights.remove(fight.id(), fight)) {
            return;
        }
        for (Participant one : fight.now().encounter().participants()) {
            byUser.computeIfPresent(
                    one.userId(),
                    (_, there) -> {
                        there.remove(fight);
                        return there.isEmpty() ? null : there;
                    });
        }
        gone.put(fight.id(), fight.run());
        watcher.gone(fight);
    }

    @Override
    public void renewed() {
        terms.clear();
        early.clear();
        missing.clear();
        fights.values().forEach(fight -> missing.put(fight, fight.now().version()));
        watcher.renewed();
    }
}
