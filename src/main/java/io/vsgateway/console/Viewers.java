package io.vsgateway.console;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vsgateway.access.Authenticator;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Credential;
import io.vsgateway.access.Verdict;
import io.vsgateway.game.Game;
import io.vsgateway.session.Choice;
import io.vsgateway.session.Entrance;
import io.vsgateway.session.Session;
import io.vsgateway.session.Sessions;
import io.vsgateway.wire.ClientMessage;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Format;
import io.vsgateway.wire.Frame;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Lets callers watch the console: who may, from where on, and in which form. It is what the two
/// paths of the endpoint share. A connection's calls come one after another on its event loop.
@ApplicationScoped
public class Viewers {
    private static final Logger LOG = Logger.getLogger(Viewers.class);
    private static final UserData.TypedKey<Viewer> VIEWER = new UserData.TypedKey<>("vs.viewer");

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final SharedLines lines;
    private final Game game;
    private final Commands commands;
    private final ConsoleSettings settings;

    public Viewers(
            Authenticator authenticator,
            Sessions sessions,
            SharedLines lines,
            Game game,
            Commands commands,
            ConsoleSettings settings) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.lines = lines;
        this.game = game;
        this.commands = commands;
        this.settings = settings;
    }

    @PostConstruct
    void tellStates() {
        game.onState(state -> sessions.sendAll(ServerStatus.frame(state, Instant.now())));
    }

    /// Checks who is there and lets them watch, or closes with 4001, 4003 or 4008. Callers who keep
    /// failing wait for their answer.
    Uni<Void> open(WebSocketConnection connection) {
        Entrance entrance = Entrance.take(connection);
        return switch (authenticator.authenticate(entrance.credential(), entrance.address())) {
            case Verdict.Granted(Caller caller) -> open(connection, entrance, caller);
            case Verdict.Unauthorised(_, Duration delay) ->
                    refuse(connection, CloseCode.UNAUTHORIZED, delay);
        };
    }

    private Uni<Void> open(WebSocketConnection connection, Entrance entrance, Caller caller) {
        View view = View.of(caller.role(), settings);
        if (view == View.NONE) {
            return refuse(connection, CloseCode.FORBIDDEN, Duration.ZERO);
        }
        ConsoleQuery query =
                ConsoleQuery.read(
                        connection.handshakeRequest().query(),
                        connection.subprotocol(),
                        entrance.subprotocols(),
                        settings.historyLines());
        return switch (sessions.open(connection, entrance, caller, query.format())) {
            case Sessions.Admission.Refused(CloseCode code) ->
                    refuse(connection, code, Duration.ZERO);
            case Sessions.Admission.Admitted(Session session) -> {
                watch(connection, session, query, view);
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private void watch(
            WebSocketConnection connection, Session session, ConsoleQuery query, View view) {
        var viewer = new Viewer(session, commands, settings.commands());
        connection.userData().put(VIEWER, viewer);
        if (query.format() == Format.JSON) {
            session.send(ServerStatus.frame(game.report().state(), Instant.now()));
        }
        query.complaints().forEach(text -> viewer.error(ErrorCode.INVALID_PARAMETER, text));
        LineFilter filter = query.filter();
        if (filter.isAll()) {
            session.follow(lines.in(view, query.format()), query.start());
        } else {
            session.follow(
                    lines.feed(),
                    SharedLines.words(view, query.format()),
                    new Choice<>(line -> filter.matches(line, view), filter.searches()),
                    query.start());
        }
    }

    private Uni<Void> refuse(WebSocketConnection connection, CloseCode code, Duration delay) {
        sessions.closed(code);
        Uni<Void> close =
                Uni.createFrom()
                        .deferred(() ->
                                connection.close(new CloseReason(code.code(), code.reason())));
        return delay.isZero()
                ? close
                : Uni.createFrom().voidItem().onItem().delayIt().by(delay).chain(() -> close);
    }

    void message(WebSocketConnection connection, String text) {
        Viewer viewer = connection.userData().get(VIEWER);
        if (viewer == null) {
            return; // it is being refused
        }
        viewer.session().handled();
        switch (ClientMessage.parse(text, viewer.session().format())) {
            case ClientMessage.Command command -> viewer.command(command);
            case ClientMessage.Pong _ -> {}
            case ClientMessage.Ping(String id) ->
                    viewer.session().send(new Frame.Pong(Instant.now(), id));
            case ClientMessage.Auth(String token) when viewer.mayTry() -> renew(viewer, token);
            case ClientMessage.Auth _ -> {}
            case ClientMessage.Invalid(ErrorCode code, String message) ->
                    viewer.error(code, message);
        }
    }

    /// A credential shown over the open connection must be worth at least as much as the first.
    private void renew(Viewer viewer, String token) {
        Session session = viewer.session();
        Credential credential = Credential.inMessage(token);
        switch (authenticator.authenticate(credential, session.caller().address())) {
            case Verdict.Granted(Caller caller) when caller.role() == session.caller().role() ->
                    session.caller(caller);
            case Verdict.Granted _ ->
                    viewer.error(ErrorCode.FORBIDDEN, "the credential is of another role");
            case Verdict.Unauthorised _ ->
                    viewer.error(ErrorCode.UNAUTHORIZED, "the credential is not valid");
        }
    }

    void close(WebSocketConnection connection) {
        Viewer viewer = connection.userData().remove(VIEWER);
        if (viewer != null) {
            sessions.end(viewer.session(), connection.closeReason().getCode());
        }
    }

    /// Our own mistake: the client gets 1011, the log the cause. A client that went away without a
    /// word is nobody's mistake.
    void failed(WebSocketConnection connection, Throwable failure) {
        if (failure instanceof HttpClosedException || failure instanceof IOException) {
            LOG.debugf("connection %s broke: %s", connection.id(), failure);
            return;
        }
        LOG.errorf(failure, "connection %s failed", connection.id());
        if (!connection.isClosed()) {
            refuse(connection, CloseCode.INTERNAL_ERROR, Duration.ZERO)
                    .subscribe()
                    .with(_ -> {}, _ -> {});
        }
    }
}
