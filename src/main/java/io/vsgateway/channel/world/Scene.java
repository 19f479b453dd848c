package io.vsgateway.channel.world;

import io.vsgateway.delivery.frame.Bundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All who are in one zone, found by the cells of a grid. What changes is gathered until [#look];
/// then is asked what each viewer is to be told, and [#settle] makes what is now what was before.
/// Used by one thread.
final class Scene {
    private final Map<Cell, Ground> grounds = new HashMap<>();
    private final List<Being> changed = new ArrayList<>();
    private int count;

    /// What is to be told of a cell.
    static final class Ground {
        private final Set<Being> here = new LinkedHashSet<>(2);
        private final List<Being> moved = new ArrayList<>(2);
        private final List<Being> arrived = new ArrayList<>(0);
        private final List<Being> left = new ArrayList<>(0);
        private @Nullable Bundle movements;

        /// Who is here and has moved, told to all who see this cell: encoded once.
        Bundle movements(WorldWords words) {
            Bundle there = movements;
            if (there == null) {
                there = words.movements(moved);
                movements = there;
            }
            return there;
        }

        List<Being> moved() {
            return moved;
        }

        private boolean isEmpty() {
            return here.isEmpty();
        }

        private void settle() {
            moved.clear();
            arrived.clear();
            left.clear();
            movements = null;
        }
    }

    /// What a viewer is to be told.
    ///
    /// @param away who was seen and is no more
    /// @param nearby who is seen and was not
    /// @param moved cells within sight in which somebody has moved
    record Sight(List<Being> away, List<Being> nearby, List<Ground> moved) {
        boolean isEmpty() {
            return away.isEmpty() && nearby.isEmpty() && moved.isEmpty();
        }
    }

    int count() {
        return count;
    }

    void add(Being being) {
        count++;
        ground(being.cell()).here.add(being);
        being.to(being.place(), being.cell());
        changed.add(being);
    }

    void move(Being being, Place place, Cell cell) {
        if (!being.cell().equals(cell)) {
            takeOut(being);
            ground(cell).here.add(being);
        }
        if (being.to(place, cell)) {
            changed.add(being);
        }
    }

    void remove(Being being) {
        count--;
        takeOut(being);
        if (being.leave()) {
            changed.add(being);
        }
    }

    private void takeOut(Being being) {
        Ground ground = ground(being.cell());
        ground.here.remove(being);
        if (ground.isEmpty()) {
            grounds.remove(being.cell());
        }
    }

    private Ground ground(Cell cell) {
        return grounds.computeIfAbsent(cell, _ -> new Ground());
    }

    /// Nothing may change from now on until [#settle].
    void look() {
        for (Being being : changed) {
            if (!being.isGone()) {
                ground(being.cell()).moved.add(being);
                if (being.hasCrossed()) {
                    ground(being.cell()).arrived.add(being);
                }
            }
            Cell before = being.before();
            if (before != null && being.hasCrossed()) {
                ground(before).left.add(being);
            }
        }
    }

    /// What is to be told to who saw one area before, and sees one now.
    Sight sight(Area before, Area now) {
        var away = new ArrayList<Being>();
        var nearby = new ArrayList<Being>();
        var moved = new ArrayList<Ground>();
        boolean isSame = before.equals(now);
        each(
                now,
                (cell, ground) -> {
                    if (!ground.moved.isEmpty()) {
                        moved.add(ground);
                    }
                    for (Being one : ground.arrived) {
                        Cell was = one.before();
                        if (was == null || !before.has(was)) {
                            nearby.add(one);
                        }
                    }
                    if (!isSame && !before.has(cell)) {
                        ground.here.stream().filter(one -> !one.hasCrossed()).forEach(nearby::add);
                    }
                });
        each(
                before,
                (cell, ground) -> {
                    for (Being one : ground.left) {
                        if (one.isGone() || !now.has(one.cell())) {
                            away.add(one);
                        }
                    }
                    if (!isSame && !now.has(cell)) {
                        ground.here.stream().filter(one -> !one.hasCrossed()).forEach(away::add);
                    }
                });
        return new Sight(away, nearby, moved);
    }

    /// All who are there now.
    List<Being> all(Area area) {
        var all = new ArrayList<Being>();
        each(area, (_, ground) -> all.addAll(ground.here));
        return all;
    }

    private interface Visitor {
        void visit(Cell cell, Ground ground);
    }

    private void each(Area area, Visitor visitor) {
        if (area.size() > grounds.size()) {
            grounds.forEach((cell, ground) -> {
                if (area.has(cell)) {
                    visitor.visit(cell, ground);
                }
            });
            return;
        }
        Cell middle = area.middle();
        for (long x = middle.x() - area.reach(); x <= middle.x() + area.reach(); x++) {
            for (long y = middle.y() - area.reach(); y <= middle.y() + area.reach(); y++) {
                var cell = new Cell(x, y);
                Ground ground = grounds.get(cell);
                if (ground != null) {
                    visitor.visit(cell, ground);
                }
            }
        }
    }

    /// What is now is what was before.
    void settle() {
        for (Being being : changed) {
            settle(being.before());
            settle(being.cell());
            being.settle();
        }
        changed.clear();
    }

    private void settle(@Nullable Cell cell) {
        Ground ground = cell == null ? null : grounds.get(cell);
        if (ground != null) {
            ground.settle();
            if (ground.isEmpty()) {
                grounds.remove(cell);
            }
        }
    }

    /// For everybody who is there.
    void forEach(Consumer<Being> each) {
        all(Area.ALL).forEach(each);
    }
}
