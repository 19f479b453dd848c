package io.vsgateway.channel.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Those that are moved at other gateways: each tells of its own, once every tick what has changed,
/// of several movements the last, and everything when another comes or something was missed. While
/// the order cannot be reached, each goes on with its own.
///
/// It hears on the thread of the order; the rest is the world's.
final class Beyond implements NoteListener, World.Witness {
    private static final Logger LOG = Logger.getLogger(Beyond.class);
    private static final String SUBJECT = "world";

    /// In pieces that are no burden to the order.
    private static final int TOLD_AT_ONCE = 200;

    private final Hub hub;
    private final String own;

    /// Whether there can be other gateways.
    private final boolean isShared;

    private final ObjectMapper json;
    private final Executor thread;
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();

    /// What the others do not know yet.
    private final Map<String, Sighting.One> untold = new LinkedHashMap<>();

    private final Queue<Sighting> outbox = new ArrayDeque<>();
    private boolean isTelling;

    /// Whether the others may know something else than there is, and all is to be told.
    private volatile boolean isIncomplete = true;

    /// Whether the others are to tell all, too.
    private volatile boolean isAsking = true;

    private @Nullable World world;
    private Runnable tick = () -> {};

    /// @param own names this gateway
    /// @param thread the world's
    Beyond(Hub hub, String own, ObjectMapper json, Executor thread) {
        this.hub = hub;
        this.own = own;
        this.isShared = hub.state().isShared();
        this.json = json;
        this.thread = thread;
    }

    /// @param world where the others are put
    /// @param tick has the world look at what is new
    void begin(World world, Runnable tick) {
        this.world = world;
        this.tick = tick;
        if (isShared) {
            hub.listen(this);
            tick.run();
        }
    }

    private World world() {
        return Objects.requireNonNull(world);
    }

    @Override
    public void moved(Being being) {
        if (isShared) {
            untold.put(being.id(), Sighting.One.of(being));
        }
    }

    @Override
    public void gone(String userId) {
        if (isShared) {
            untold.put(userId, Sighting.One.gone(userId));
        }
    }

    @Override
    public void takenOver(String userId) {
        untold.remove(userId);
    }

    /// Tells the others what is new; behind each tick.
    ///
    /// @return whether something could not be told, and there has to be another tick
    boolean tell() {
        if (!isShared || isTelling) {
            return false;
        }
        if (!hub.state().isReached()) {
            return isIncomplete || !untold.isEmpty();
        }
        if (isIncomplete) {
            isIncomplete = false;
            write(world().own().stream().map(Sighting.One::of).toList(), true);
        } else {
            write(List.copyOf(untold.values()), false);
        }
        untold.clear();
        tellNext();
        return false;
    }

    private void write(List<Sighting.One> ones, boolean tellsAll) {
        boolean asks = isAsking && tellsAll;
        for (int i = 0; i < ones.size() || (i == 0 && tellsAll); i += TOLD_AT_ONCE) {
            var some = new ArrayList<>(ones.subList(i, Math.min(ones.size(), i + TOLD_AT_ONCE)));
            outbox.add(new Sighting(own, asks && i == 0, tellsAll && i == 0, some));
        }
    }

    /// One after the other, so that others have their turn in the order.
    private void tellNext() {
        Sighting next = outbox.poll();
        isTelling = next != null;
        if (next == null) {
            return;
        }
        try {
            var note = new Change.Note(SUBJECT, "", json.writeValueAsString(next));
            CompletionStage<Void> _ =
                    hub.tell(note).thenAccept(isTold -> thread.execute(() -> told(next, isTold)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void told(Sighting sighting, boolean isTold) {
        if (isTold) {
            isAsking &= !sighting.wantsAll();
        } else {
            outbox.clear();
            isIncomplete = true;
        }
        tellNext();
        if (!isTelling && (isIncomplete || !untold.isEmpty())) {
            tick.run();
        }
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        if (!note.subject().equals(SUBJECT)) {
            return;
        }
        try {
            Sighting sighting = json.readValue(note.text(), Sighting.class);
            if (!sighting.node().equals(own)) {
                heard(sighting);
            }
        } catch (JsonProcessingException e) {
            LOG.warn("What another gateway tells of the world cannot be read", e);
        }
    }

    private void heard(Sighting sighting) {
        World there = world();
        if (sighting.wantsAll()) {
            isIncomplete = true;
        }
        if (sighting.tellsAll()) {
            there.departed(sighting.node(), null);
        }
        nodes.add(sighting.node());
        long now = System.nanoTime();
        for (Sighting.One one : sighting.ones()) {
            if (one.zone() == null) {
                there.departed(sighting.node(), one.id());
            } else {
                Zone.of(one.zone())
                        .ifPresent(zone ->
                                there.move(
                                        new World.Move(
                                                one.id(),
                                                one.name(),
                                                zone,
                                                new Place(one.x(), one.y(), one.z()),
                                                null,
                                                sighting.node(),
                                                now)));
            }
        }
        tick.run();
    }

    /// One that was only taken for gone, as it stood still, tells all anew.
    @Override
    public void down(String node) {
        if (node.equals(own)) {
            isIncomplete = true;
        } else {
            forget(node);
        }
        tick.run();
    }

    private void forget(String node) {
        if (nodes.remove(node)) {
            world().departed(node, null);
        }
    }

    @Override
    public void renewed() {
        List.copyOf(nodes).forEach(this::forget);
        isAsking = true;
        isIncomplete = true;
        tick.run();
    }
}
