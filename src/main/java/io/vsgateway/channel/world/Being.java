package io.vsgateway.channel.world;

import org.jspecify.annotations.Nullable;

/// Somebody in a zone. Used by one thread.
final class Being {
    /// Movements may be so much earlier than the speed has it, all together, as messages come
    /// unevenly.
    private static final double UNEVENNESS_SECONDS = 0.25;

    private final String id;
    private @Nullable String name;
    private final Zone zone;
    private Place place;
    private Cell cell;

    /// Where it was in this zone when others were told last; null if it was not.
    private @Nullable Cell before;

    private boolean isChanged;
    private boolean isGone;

    /// Id of the connection that moves it; null if a back-end does.
    private @Nullable String owner;

    /// The other gateway where it is moved; null if here.
    private @Nullable String node;

    /// When it moved last, in nanoseconds.
    private long movedAt;

    /// How much of the time until then it may still move in.
    private double spareSeconds = UNEVENNESS_SECONDS;

    Being(String id, @Nullable String name, Zone zone, Place place, Cell cell) {
        this.id = id;
        this.name = name;
        this.zone = zone;
        this.place = place;
        this.cell = cell;
    }

    String id() {
        return id;
    }

    @Nullable String name() {
        return name;
    }

    void call(@Nullable String now) {
        name = now;
    }

    Zone zone() {
        return zone;
    }

    Place place() {
        return place;
    }

    Cell cell() {
        return cell;
    }

    @Nullable Cell before() {
        return before;
    }

    boolean isGone() {
        return isGone;
    }

    @Nullable String owner() {
        return owner;
    }

    long movedAt() {
        return movedAt;
    }

    /// Whether it is moved at this gateway.
    boolean isOwn() {
        return node == null;
    }

    /// The other gateway where it is moved; null if here.
    @Nullable String node() {
        return node;
    }

    void moved(@Nullable String by, @Nullable String where, long at) {
        owner = by;
        node = where;
        movedAt = at;
    }

    /// Whether it may be there by then; if so, the time that it takes is used up.
    ///
    /// @param speed units a second that it may move
    /// @param at in nanoseconds
    boolean reaches(Place there, double speed, long at) {
        double seconds = spareSeconds + (at - movedAt) / 1e9;
        double needed = place.distanceTo(there) / speed;
        if (needed > seconds) {
            return false;
        }
        spareSeconds = Math.min(UNEVENNESS_SECONDS, seconds - needed);
        return true;
    }

    /// Whether it is in another cell than it was, or was not there, or is there no more.
    boolean hasCrossed() {
        return isGone || !cell.equals(before);
    }

    /// @return whether it has not changed before since the last [#settle]
    boolean to(Place place, Cell cell) {
        this.place = place;
        this.cell = cell;
        return change();
    }

    /// The same.
    boolean leave() {
        isGone = true;
        return change();
    }

    private boolean change() {
        boolean isFirst = !isChanged;
        isChanged = true;
        return isFirst;
    }

    void settle() {
        before = cell;
        isChanged = false;
    }
}
