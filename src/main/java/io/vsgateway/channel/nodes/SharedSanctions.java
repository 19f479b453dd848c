package io.vsgateway.channel.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.access.sanction.Sanction;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Sanctions.Taken;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Bans, mutes and revoked tokens of one gateway hold at all. It holds at once where it was
/// decided; of two about the same, the later one holds in the end, and whoever tells of the earlier
/// one is told better. What a gateway knows from before it had others, or from before Redis was
/// emptied, it tells if nobody else has.
@ApplicationScoped
class SharedSanctions implements NoteListener {
    private static final Logger LOG = Logger.getLogger(SharedSanctions.class);
    private static final String SUBJECT = "sanction";

    private static final long AGAIN_MILLIS = 1000;

    /// What was decided here and is not told yet, by its key.
    private final Map<String, Sanction> untold = new ConcurrentHashMap<>();

    /// Keys of those that the order has told of since it was fetched last.
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private final Vertx vertx;
    private final Sanctions sanctions;
    private final Hub hub;
    private final ObjectMapper json;

    SharedSanctions(Vertx vertx, Sanctions sanctions, Hub hub, ObjectMapper json) {
        this.vertx = vertx;
        this.sanctions = sanctions;
        this.hub = hub;
        this.json = json;
    }

    void begin(@Observes StartupEvent start) {
        sanctions.tellOf(this::tell);
        hub.listen(this);
        tellOld();
    }

    /// What is remembered follows at once, on the same thread.
    @Override
    public void renewed() {
        heard.clear();
        vertx.setTimer(AGAIN_MILLIS, _ -> tellOld());
    }

    private void tellOld() {
        if (hub.state().isShared()) {
            tellOld(sanctions.memory().iterator());
        }
    }

    /// One after the other, as there may be many.
    private void tellOld(Iterator<Sanction> left) {
        while (left.hasNext()) {
            Sanction one = left.next();
            if (!heard.contains(key(one)) && !untold.containsKey(key(one))) {
                CompletionStage<Void> _ =
                        hub.tell(note(one))
                                .thenAccept(isTold -> {
                                    if (isTold) {
                                        vertx.runOnContext(_ -> tellOld(left));
                                    } else {
                                        vertx.setTimer(AGAIN_MILLIS, _ -> tellOld());
                                    }
                                });
                return;
            }
        }
    }

    private static String key(Sanction sanction) {
        return sanction.kind() + "\n" + sanction.subject() + "\n" + sanction.topic();
    }

    private Change.Note note(Sanction sanction) {
        try {
            return new Change.Note(SUBJECT, key(sanction), json.writeValueAsString(sanction));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Again and again until it is told.
    private void tell(Sanction sanction) {
        String key = key(sanction);
        untold.put(key, sanction);
        tell(key, sanction);
    }

    private void tell(String key, Sanction sanction) {
        CompletionStage<Void> _ =
                hub.tell(note(sanction))
                        .thenAccept(isTold -> {
                            if (isTold) {
                                untold.remove(key, sanction);
                            } else {
                                vertx.setTimer(AGAIN_MILLIS, _ -> tellAgain(key));
                            }
                        });
    }

    private void tellAgain(String key) {
        Sanction latest = untold.get(key);
        if (latest != null) {
            tell(key, latest);
        }
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        if (!note.subject().equals(SUBJECT)) {
            return;
        }
        heard.add(note.key());
        try {
            heard(note.key(), json.readValue(note.text(), Sanction.class));
        } catch (JsonProcessingException e) {
            LOG.warn("A sanction of another gateway cannot be read", e);
        }
    }

    private void heard(String key, Sanction told) {
        switch (sanctions.take(told)) {
            case Taken.Done _ ->
                    untold.computeIfPresent(
                            key, (_, own) -> own.at().isAfter(told.at()) ? own : null);
            case Taken.Older(Sanction known) when !untold.containsKey(key) -> tell(known);
            case Taken.Older _ -> {
                // It will be told.
            }
            case Taken.Full _ ->
                    LOG.warn("There is no room for a sanction that another gateway has decided");
        }
    }
}
