package io.vsgateway.demo;

import io.vsgateway.demo.log.Digits;
import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the game knows about its players, its lists and its calendar. Not thread-safe.
final class World {
    private static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    private static final int DAYS_PER_MONTH = 9;

    private final ServerLog log;
    private final Language language;
    private final Instant began;
    private final List<Player> online = new ArrayList<>();
    private final Set<String> banned = new TreeSet<>();
    private int clients;

    World(ServerLog log, Language language) {
        this.log = log;
        this.language = language;
        this.began = log.now();
    }

    List<Player> online() {
        return Collections.unmodifiableList(online);
    }

    Set<String> banned() {
        return banned;
    }

    Optional<Player> named(String name) {
        return online.stream().filter(p -> p.name().equalsIgnoreCase(name)).findAny();
    }

    /// Logs a player in, with all the lines that the real server prints about it.
    ///
    /// @return how many of them went to stdout
    int join(String name, String uid, String address, int port) {
        var player = new Player(++clients, name, uid, address, port);
        online.add(player);
        log.write(
                LogType.NOTIFICATION,
                "A Client attempts connecting via TCP on "
                        + address
                        + ":"
                        + port
                        + ", assigning client id "
                        + player.client());
        log.write(
                LogType.NOTIFICATION,
                "Client "
                        + player.client()
                        + " uid "
                        + uid
                        + " attempting identification. Name: "
                        + name);
        log.write(LogType.EVENT, language.joins(player));
        log.write(LogType.AUDIT, language.joined(player));
        return 3;
    }

    /// @return how many lines went to stdout
    int leave(Player player) {
        online.remove(player);
        log.write(LogType.EVENT, language.left(player));
        log.write(LogType.EVENT, "Client " + player.client() + " disconnected.");
        log.write(LogType.AUDIT, "Client " + player.client() + " disconnected: " + player.name());
        return 2;
    }

    Duration uptime() {
        return Duration.between(began, log.now());
    }

    /// The calendar: a new world begins on 1 May at eight, and a game minute passes every second.
    String date() {
        long minutes = 8 * 60 + uptime().toSeconds();
        long day = minutes / (24 * 60);
        long month = 4 + day / DAYS_PER_MONTH;
        return (day % DAYS_PER_MONTH + 1)
                + ". "
                + MONTHS.get((int) (month % MONTHS.size()))
                + ", Year "
                + month / MONTHS.size()
                + ", "
                + Digits.two((int) (minutes / 60 % 24))
                + ":"
                + Digits.two((int) (minutes % 60));
    }
}
