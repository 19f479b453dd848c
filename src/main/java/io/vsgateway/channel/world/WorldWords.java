package io.vsgateway.channel.world;

import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelFrame.Whereabouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is told of a zone at one time. Many are told the same of one: that is encoded once. Used by
/// one thread.
final class WorldWords {
    /// A message stays well below what clients take at once.
    private static final int MOST_IN_MESSAGE = 500;

    private final Instant at;
    private final Zone zone;
    private final WorldSettings.Plane plane;
    private final Map<Being, Bundle> nearby = new HashMap<>();
    private final Map<Being, Bundle> away = new HashMap<>();

    /// @param plane in which of its coordinates neighbours are near
    WorldWords(Instant at, Zone zone, WorldSettings.Plane plane) {
        this.at = at;
        this.zone = zone;
        this.plane = plane;
    }

    Zone zone() {
        return zone;
    }

    Bundle movements(List<Being> moved) {
        return new Bundle(
                moved.stream()
                        .map(one ->
                                new ChannelFrame.PlayerMovement(at, topic(), where(one)).encode())
                        .toList());
    }

    Bundle nearby(Being who) {
        return nearby.computeIfAbsent(
                who, one -> bundle(new ChannelFrame.PlayerNearby(at, topic(), where(one))));
    }

    Bundle away(Being who) {
        return away.computeIfAbsent(
                who,
                one ->
                        bundle(
                                new ChannelFrame.PlayerAway(
                                        at, topic(), one.id(), one.name(), zone.name())));
    }

    private static Bundle bundle(ChannelFrame frame) {
        return new Bundle(List.of(frame.encode()));
    }

    /// All that are seen.
    Bundle snapshot(List<Being> seen) {
        var messages = new ArrayList<String>();
        int from = 0;
        do {
            int to = Math.min(seen.size(), from + MOST_IN_MESSAGE);
            List<Whereabouts> part =
                    seen.subList(from, to).stream().map(WorldWords::where).toList();
            messages.add(
                    new ChannelFrame.WorldSnapshot(
                                    at,
                                    topic(),
                                    zone.name(),
                                    plane.label(),
                                    part,
                                    from == 0,
                                    to == seen.size())
                            .encode());
            from = to;
        } while (from < seen.size());
        return new Bundle(messages);
    }

    String rejected(Being one, ErrorCode code) {
        return new ChannelFrame.MoveRejected(at, topic(), code, where(one)).encode();
    }

    private String topic() {
        return zone.topic().text();
    }

    private static Whereabouts where(Being one) {
        Place place = one.place();
        @Nullable Double z = place.z();
        return new Whereabouts(one.id(), one.name(), one.zone().name(), place.x(), place.y(), z);
    }
}
