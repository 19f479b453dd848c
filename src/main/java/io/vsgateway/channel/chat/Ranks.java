package io.vsgateway.channel.chat;

import io.vsgateway.access.Grant;
import io.vsgateway.access.Role.Standing;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Optional;
import java.util.stream.Stream;

/// Who stands above whom among those who chat. What a user is, their token says whenever they show
/// it, here or where they are connected; of those who are more than players it is remembered
/// afterwards, as long as the gateway runs.
@ApplicationScoped
class Ranks {
    private final Roster roster;
    private final Standings standings;

    Ranks(Roster roster, Standings standings) {
        this.roster = roster;
        this.standings = standings;
    }

    /// The highest that a user is or was; a player if nothing is known of them.
    Standing of(String userId) {
        return known(userId).orElse(Standing.PLAYER);
    }

    /// The same; empty if nothing is known of them. A named key of which nothing is known stands
    /// above all.
    Optional<Standing> known(String userId) {
        Stream<Standing> now =
                roster.connections(userId).stream().map(one -> Standing.of(one.role()));
        Optional<Standing> seen =
                Stream.concat(now, standings.of(userId).stream()).max(Standing::compareTo);
        boolean isKey = userId.startsWith(Grant.KEY_USER);
        return seen.isPresent() || !isKey
                ? seen
                : Optional.of(Standing.of(userId.substring(Grant.KEY_USER.length())));
    }

    void came(@ObservesAsync Connected event) {
        remember(event.connection());
    }

    void left(@ObservesAsync Disconnected event) {
        remember(event.connection());
    }

    private void remember(Connection connection) {
        standings.saw(connection.userId(), Standing.of(connection.role()));
    }
}
