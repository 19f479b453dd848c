package io.vsgateway.access.sanction;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Grant;
import io.vsgateway.audit.AuditLog;
import io.vsgateway.audit.AuditRecord;
import io.vsgateway.rest.CurrentCaller;
import io.vsgateway.rest.Problem;
import io.vsgateway.time.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decisions about users and tokens over REST: entered into the ledger, and into the audit.
@ApplicationScoped
class Decisions {
    private static final String EVENT = "sanction";

    private final Sanctions sanctions;
    private final AuditLog audit;
    private final CurrentCaller current;
    private final Clocks clocks;
    private final Event<Decided> decided;

    Decisions(
            Sanctions sanctions,
            AuditLog audit,
            CurrentCaller current,
            Clocks clocks,
            Event<Decided> decided) {
        this.sanctions = sanctions;
        this.audit = audit;
        this.current = current;
        this.clocks = clocks;
        this.decided = decided;
    }

    /// Puts a sanction in force that begins now.
    SanctionRecord.One impose(
            Sanction.Kind kind,
            @Nullable String subject,
            @Nullable String topic,
            @Nullable Long seconds,
            @Nullable String reason,
            UriInfo uri) {
        if (subject == null || seconds == null) {
            throw bad(
                    "The body must be an object that says whom it is about, and for how long.",
                    uri);
        }
        if (kind != Sanction.Kind.TOKEN && subject.startsWith(Grant.KEY_USER)) {
            throw bad("A key is not kept out: change it in the settings.", uri);
        }
        if (kind != Sanction.Kind.TOKEN && subject.startsWith(Grant.GAME_USER)) {
            throw bad(
                    "A player of the game is muted, kicked and banned by the game's commands.",
                    uri);
        }
        Instant now = clocks.now();
        Sanction sanction;
        try {
            sanction =
                    new Sanction(
                            kind,
                            subject,
                            topic == null ? "" : topic,
                            now,
                            now.plusSeconds(seconds),
                            current.caller().userId(),
                            reason == null ? "" : reason);
        } catch (IllegalArgumentException e) {
            throw bad("A text has characters that cannot be seen.", uri);
        }
        String action = action(kind, subject, topic) + " until " + sanction.until();
        if (!sanctions.apply(sanction)) {
            audit.refuse(EVENT, current.caller(), () -> record(action, "rejected", "no room"));
            throw refused(Problem.NO_ROOM, "There is no room for more sanctions.", uri);
        }
        audit.add(record(action, "accepted", reason));
        decided.fire(new Decided(sanction, current.caller()));
        return SanctionRecord.One.of(sanction);
    }

    /// Lifts a sanction that holds.
    void lift(Sanction.Kind kind, @Nullable String subject, @Nullable String topic, UriInfo uri) {
        if (subject == null || subject.isEmpty()) {
            throw bad("The parameter user_id is missing.", uri);
        }
        Sanction held =
                sanctions
                        .get(kind, subject, topic == null ? "" : topic)
                        .orElseThrow(
                                () -> refused(Status.NOT_FOUND, "There is none that holds.", uri));
        Caller caller = current.caller();
        Sanction lifted = held.lifted(clocks.now(), caller.userId());
        sanctions.apply(lifted);
        audit.add(record("un" + action(kind, subject, topic), "accepted", null));
        decided.fire(new Decided(lifted, caller));
    }

    SanctionRecord.Page list(Sanction.Kind kind, @Nullable String after, int limit) {
        List<Sanction> found = sanctions.list(kind, after == null ? "" : after, limit + 1);
        return new SanctionRecord.Page(
                found.stream().limit(limit).map(SanctionRecord.One::of).toList(),
                found.size() > limit);
    }

    private AuditRecord record(String action, String result, @Nullable String reason) {
        return AuditRecord.of(EVENT, current.caller(), null, null, action, result, reason);
    }

    private static String action(Sanction.Kind kind, String subject, @Nullable String topic) {
        String what =
                switch (kind) {
                    case TOKEN -> "revoke token ";
                    case USER -> "revoke tokens of ";
                    case MUTE -> "mute ";
                    case BAN -> "ban ";
                };
        return what + subject + (topic == null || topic.isEmpty() ? "" : " on " + topic);
    }

    private static WebApplicationException bad(String detail, UriInfo uri) {
        return refused(Status.BAD_REQUEST, detail, uri);
    }

    private static WebApplicationException refused(
            Response.StatusType status, String detail, UriInfo uri) {
        return new WebApplicationException(Problem.of(status, detail, uri).response());
    }
}
