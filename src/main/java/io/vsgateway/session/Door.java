package io.vsgateway.session;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vsgateway.access.Authenticator;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Verdict;
import io.vsgateway.access.refusal.HeldAnswers;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// What every endpoint does with its connections, whatever it serves: it identifies the caller,
/// admits or refuses, holds refusals back, takes messages only from callers whose rights still
/// hold, renews these rights, and closes.
///
/// The calls of one connection come one after another on its event loop.
@ApplicationScoped
public class Door {
    private static final Logger LOG = Logger.getLogger(Door.class);
    private static final UserData.TypedKey<Guest> GUEST = new UserData.TypedKey<>("vs.guest");

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final HeldAnswers held;

    public Door(Authenticator authenticator, Sessions sessions, HeldAnswers held) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.held = held;
    }

    /// Checks who is there and admits them to the host, or closes with the code of the refusal,
    /// such as 4001, 4003, 4008 or 1013. Callers who keep failing wait for their answer.
    public Uni<Void> open(WebSocketConnection connection, Host host) {
        Entrance entrance = Entrance.take(connection);
        Verdict verdict =
                host.judge(
                        entrance.credential(),
                        entrance.address(),
                        () ->
                                authenticator.authenticate(
                                        entrance.credential(), entrance.address()));
        return switch (verdict) {
            case Verdict.Granted(Caller caller) -> admit(connection, entrance, caller, host);
            case Verdict.Unauthorised(_, Duration delay) ->
                    held.hold(CloseCode.UNAUTHORIZED, delay)
                            .emitOn(entrance.loop())
                            .chain(code -> refuse(connection, code));
            case Verdict.Forbidden _ -> refuse(connection, CloseCode.FORBIDDEN);
            case Verdict.NotFound _ -> refuse(connection, CloseCode.NOT_FOUND);
            case Verdict.NotHeard _, Verdict.Later _ ->
                    refuse(connection, CloseCode.TRY_AGAIN_LATER);
        };
    }

    private Uni<Void> admit(
            WebSocketConnection connection, Entrance entrance, Caller caller, Host host) {
        return switch (host.receive(caller, connection, entrance.subprotocols())) {
            case Host.Turned(CloseCode code) -> refuse(connection, code);
            case Host.Welcome welcome ->
                    switch (sessions.open(connection, entrance, caller, welcome.words())) {
                        case Sessions.Admission.Refused(CloseCode code) -> refuse(connection, code);
                        case Sessions.Admission.Admitted(Session session) -> {
                            Guest guest = welcome.guest().apply(session);
                            session.guest(guest);
                            connection.userData().put(GUEST, guest);
                            yield Uni.createFrom().voidItem();
                        }
                    };
        };
    }

    /// Closes a connection that was not let in, unless the client has left meanwhile.
    private Uni<Void> refuse(WebSocketConnection connection, CloseCode code) {
        if (connection.isClosed()) {
            return Uni.createFrom().voidItem();
        }
        sessions.closed(code);
        return connection.close(new CloseReason(code.code(), code.reason()));
    }

    /// Takes a message, unless the client's rights no longer hold: then the connection is closed
    /// with 4001 or 4003.
    public void message(WebSocketConnection connection, String text) {
        Guest guest = connection.userData().get(GUEST);
        if (guest == null) {
            return; // it is being refused
        }
        Session session = guest.session();
        session.handled();
        if (session.isStillAllowed()) {
            guest.message(text);
        }
    }

    /// Takes a credential that a client shows over its open connection. It must be of the same user
    /// as the first, and the guest must be able to go on as that; otherwise the connection is
    /// closed with 4001 or 4003, or with 1013 if the credential cannot be judged now.
    ///
    /// @return whether the credential was accepted
    public boolean renew(Session session, String token) {
        Credential credential = Credential.inMessage(token);
        switch (authenticator.authenticate(credential, session.caller().address())) {
            case Verdict.Granted(Caller caller) when mayGoOn(session, caller) -> {
                session.caller(caller);
                return true;
            }
            case Verdict.Granted _ -> {
                error(session, ErrorCode.FORBIDDEN, "the credential is of another role or user");
                session.close(CloseCode.FORBIDDEN);
            }
            case Verdict.Forbidden _, Verdict.NotFound _ -> {
                error(session, ErrorCode.FORBIDDEN, "the user is kept out");
                session.close(CloseCode.FORBIDDEN);
            }
            case Verdict.Unauthorised _ -> {
                error(session, ErrorCode.UNAUTHORIZED, "the credential is not valid");
                session.close(CloseCode.UNAUTHORIZED);
            }
            case Verdict.NotHeard _ -> {
                error(session, ErrorCode.UNAUTHORIZED, "too many wrong credentials came from here");
                session.close(CloseCode.TRY_AGAIN_LATER);
            }
            case Verdict.Later _ -> {
                error(session, ErrorCode.UNAUTHORIZED, "the credential cannot be judged yet");
                session.close(CloseCode.TRY_AGAIN_LATER);
            }
        }
        return false;
    }

    private static boolean mayGoOn(Session session, Caller renewed) {
        Guest guest = session.guest();
        return guest != null
                && renewed.userId().equals(session.caller().userId())
                && guest.mayGoOnAs(renewed);
    }

    private static void error(Session session, ErrorCode code, String message) {
        Guest guest = session.guest();
        if (guest != null) {
            guest.error(code, message);
        }
    }

    /// To be called when the connection is gone.
    public void close(WebSocketConnection connection) {
        Guest guest = connection.userData().remove(GUEST);
        if (guest != null) {
            sessions.end(guest.session(), connection.closeReason().getCode());
            guest.left();
        }
    }

    /// Handles an error of ours: the client gets 1011, the log the cause. A client that disappeared
    /// is no error.
    public void failed(WebSocketConnection connection, Throwable failure) {
        if (failure instanceof HttpClosedException || failure instanceof IOException) {
            LOG.debugf("connection %s broke: %s", connection.id(), failure);
            return;
        }
        LOG.errorf(failure, "connection %s failed", connection.id());
        Guest guest = connection.userData().get(GUEST);
        if (guest != null) {
            guest.session().close(CloseCode.INTERNAL_ERROR);
        } else {
            refuse(connection, CloseCode.INTERNAL_ERROR).subscribe().with(_ -> {}, _ -> {});
        }
    }
}
