package io.vsgateway.channel.nodes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vsgateway.access.Role.Standing;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.fanout.Change;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who was seen by one gateway to be more than a player is known to all that run at that moment.
@ApplicationScoped
class SharedStandings implements NoteListener {
    private static final Logger LOG = Logger.getLogger(SharedStandings.class);
    private static final String SUBJECT = "standing";
    private static final long AGAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final Standings standings;
    private final Hub hub;

    SharedStandings(Vertx vertx, Standings standings, Hub hub) {
        this.vertx = vertx;
        this.standings = standings;
        this.hub = hub;
    }

    void begin(@Observes StartupEvent start) {
        standings.tellOf(this::tell);
        hub.listen(this);
    }

    /// Again and again until it is told.
    private void tell(String userId, Standing standing) {
        CompletionStage<Void> _ =
                hub.tell(new Change.Note(SUBJECT, "", standing.name() + ' ' + userId))
                        .thenAccept(isTold -> {
                            if (!isTold) {
                                vertx.setTimer(AGAIN_MILLIS, _ -> tell(userId, standing));
                            }
                        });
    }

    @Override
    public void heard(Change.Note note, @Nullable Position at) {
        if (!note.subject().equals(SUBJECT)) {
            return;
        }
        int blank = note.text().indexOf(' ');
        try {
            var standing = Standing.valueOf(note.text().substring(0, blank));
            standings.take(note.text().substring(blank + 1), standing);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
            LOG.warn("What another gateway says of a user's standing cannot be read");
        }
    }
}
