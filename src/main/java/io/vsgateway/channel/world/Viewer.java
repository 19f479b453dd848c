package io.vsgateway.channel.world;

import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.roster.Connection;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection that sees a part of the world, and what it was told of that last. Used by one
/// thread.
final class Viewer {
    private final Connection connection;
    private Look look;

    /// The zone that it was put into by being there; null if none.
    private @Nullable TopicPattern followed;

    /// What it was told of last; null if what it knows is to be replaced.
    private @Nullable Area seen;

    private @Nullable Zone seenZone;

    /// What a connection wants to see.
    ///
    /// @param zone null for that where its user is
    /// @param middle of what it sees; null for where its user is, or for all of the zone
    record Look(@Nullable Zone zone, @Nullable Place middle, double radius) {}

    Viewer(Connection connection, Look look) {
        this.connection = connection;
        this.look = look;
    }

    Connection connection() {
        return connection;
    }

    Look look() {
        return look;
    }

    void look(Look look) {
        this.look = look;
    }

    /// It gets the events of a zone, and no more those of the one where it was.
    void follow(Zone zone) {
        TopicPattern topic = TopicPattern.of(zone.topic());
        if (!topic.equals(followed)) {
            if (followed != null) {
                connection.unsubscribe(followed);
            }
            followed = topic;
            connection.subscribe(topic);
        }
    }

    /// Tells it what it sees.
    ///
    /// @param scene null if nobody is there
    void tell(@Nullable Scene scene, Area area, WorldWords words) {
        Area before = words.zone().equals(seenZone) ? seen : null;
        boolean isTold;
        if (before == null) {
            List<Being> all = scene == null ? List.of() : scene.all(area);
            isTold = connection.offer(List.of(words.snapshot(all)));
        } else {
            isTold = scene == null || tellChanges(scene.sight(before, area), words);
        }
        // A client that did not take it is told anew what there is, when it takes that.
        seen = isTold ? area : null;
        seenZone = words.zone();
    }

    private boolean tellChanges(Scene.Sight sight, WorldWords words) {
        var bundles = new ArrayList<Bundle>();
        String self = connection.userId();
        for (Being one : sight.away()) {
            if (!one.id().equals(self)) {
                bundles.add(words.away(one));
            }
        }
        for (Being one : sight.nearby()) {
            if (!one.id().equals(self)) {
                bundles.add(words.nearby(one));
            }
        }
        for (Scene.Ground ground : sight.moved()) {
            bundles.add(ground.movements(words));
        }
        return bundles.isEmpty() || connection.offer(bundles);
    }

    /// What it knows is to be replaced.
    void forget() {
        seen = null;
    }

    /// It sees nothing now.
    void tellNothing(Function<Zone, WorldWords> words) {
        Zone zone = seenZone;
        if (zone != null && connection.offer(List.of(words.apply(zone).snapshot(List.of())))) {
            seenZone = null;
            seen = null;
        }
    }

    /// Whether there is something that it was not told.
    boolean isBehind() {
        return seen == null && seenZone != null;
    }
}
