package io.vsgateway.console;

import io.quarkus.websockets.next.WebSocketConnection;
import io.vsgateway.access.Caller;
import io.vsgateway.console.command.CommandSettings;
import io.vsgateway.console.command.Commands;
import io.vsgateway.delivery.Choice;
import io.vsgateway.game.Game;
import io.vsgateway.server.ServerStatus;
import io.vsgateway.session.Door;
import io.vsgateway.session.Guest;
import io.vsgateway.session.Host;
import io.vsgateway.session.Session;
import io.vsgateway.session.Sessions;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Format;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Lets callers watch the console: who may, from where on, and in which format. The two paths of
/// the endpoint share it, and it stands behind the [Door]. Calls for one connection come one after
/// another on its event loop.
@ApplicationScoped
public class Viewers implements Host {
    private final Door door;
    private final Sessions sessions;
    private final SharedLines lines;
    private final Game game;
    private final Commands commands;
    private final ConsoleSettings settings;
    private final CommandSettings limits;

    public Viewers(
            Door door,
            Sessions sessions,
            SharedLines lines,
            Game game,
            Commands commands,
            ConsoleSettings settings,
            CommandSettings limits) {
        this.door = door;
        this.sessions = sessions;
        this.lines = lines;
        this.game = game;
        this.commands = commands;
        this.settings = settings;
        this.limits = limits;
    }

    @PostConstruct
    void tellStates() {
        game.onState(state -> sessions.sendAll(ServerStatus.frame(state, Instant.now())));
    }

    @Override
    public Answer receive(Caller caller, WebSocketConnection connection, String subprotocols) {
        View view = View.of(caller, settings);
        if (view == View.NONE) {
            return new Turned(CloseCode.FORBIDDEN);
        }
        ConsoleQuery query =
                ConsoleQuery.read(
                        connection.handshakeRequest().query(),
                        connection.subprotocol(),
                        subprotocols,
                        settings.historyLines());
        return new Welcome(query.format(), session -> watch(session, query, view));
    }

    private Guest watch(Session session, ConsoleQuery query, View view) {
        var viewer = new Viewer(session, query.format(), door, commands, limits);
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
        return viewer;
    }
}
