package io.vsgateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.TestSettings;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Claims;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.TopicNames;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.hub.Hub;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of `src/docs/channels.md`: who may read and write what.
class RulesTest {
    private static final ClientAddress HERE = new ClientAddress("203.0.113.9");

    private final Hub hub =
            new Hub(
                    new LocalFanout("e1", InstantSource.system()),
                    TopicClasses::of,
                    1000,
                    1_000_000);

    private static final Map<String, Caller> CALLERS =
            Map.of(
                    "nobody", Caller.anonymous(HERE),
                    "ada", player("ada", "oak", List.of("p1")),
                    "member", player("member", null, List.of()),
                    "claims", claiming(),
                    "moderator", of(Role.MODERATOR, claims("mod", null, List.of(), Set.of())),
                    "monitor", key(Role.MONITOR),
                    "service", key(Role.SERVICE),
                    "admin", key(Role.ADMIN));

    /// `r` reads, `w` writes, `-` neither.
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    topic              | nobody | ada | member | claims | moderator | monitor | service | admin
                    system:all         | r      | r   | r      | r      | r         | r       | rw      | rw
                    system:connections | -      | -   | -      | -      | -         | r       | r       | r
                    system:other       | -      | -   | -      | -      | -         | -       | rw      | rw
                    game:all           | r      | r   | r      | r      | r         | r       | rw      | rw
                    world:town         | r      | r   | r      | r      | r         | r       | rw      | rw
                    chat:global        | -      | rw  | rw     | rw     | rw        | r       | rw      | rw
                    chat:guild:oak     | -      | rw  | -      | -      | -         | -       | rw      | rw
                    chat:guild:elm     | -      | -   | -      | -      | -         | -       | rw      | rw
                    chat:party:p1      | -      | rw  | -      | -      | -         | -       | rw      | rw
                    chat:staff         | -      | -   | rw     | -      | -         | -       | rw      | rw
                    room:vip           | r      | rw  | rw     | rw     | rw        | r       | rw      | rw
                    app:tasks          | -      | -   | r      | r      | -         | r       | rw      | rw
                    app:board          | -      | -   | -      | rw     | -         | r       | rw      | rw
                    app:news           | -      | -   | -      | r      | -         | r       | rw      | rw
                    user:ada           | -      | r   | -      | -      | -         | -       | rw      | rw
                    user:bob           | -      | -   | -      | -      | -         | -       | rw      | rw
                    connection:c1      | -      | -   | -      | -      | -         | -       | rw      | rw
                    combat:c1          | -      | -   | r      | -      | -         | -       | rw      | rw
                    room:*             | -      | -   | -      | -      | -         | -       | r       | r
                    *                  | -      | -   | -      | -      | -         | -       | r       | r
                    """)
    void the_table_holds(
            String topic,
            String nobody,
            String ada,
            String member,
            String claims,
            String moderator,
            String monitor,
            String service,
            String admin) {
        for (String one : List.of("chat:staff", "app:tasks", "combat:c1", "room:closed")) {
            makeMember(one);
        }
        var rules = new Rules(hub, TestSettings.of(ChannelSettings.class));

        assertThat(may(rules, topic, "nobody")).as("nobody").isEqualTo(nobody);
        assertThat(may(rules, topic, "ada")).as("ada").isEqualTo(ada);
        assertThat(may(rules, topic, "member")).as("member").isEqualTo(member);
        assertThat(may(rules, topic, "claims")).as("claims").isEqualTo(claims);
        assertThat(may(rules, topic, "moderator")).as("moderator").isEqualTo(moderator);
        assertThat(may(rules, topic, "monitor")).as("monitor").isEqualTo(monitor);
        assertThat(may(rules, topic, "service")).as("service").isEqualTo(service);
        assertThat(may(rules, topic, "admin")).as("admin").isEqualTo(admin);
    }

    @ParameterizedTest
    @CsvSource({
        "room:closed, member, rw",
        "room:closed, ada, -",
        "room:closed, nobody, -",
        "room:closed, service, rw",
        "room:other, member, -",
        "app:any, nobody, r",
        "app:any, ada, r"
    })
    void rooms_for_members_and_apps_for_everybody_are_settings(
            String topic, String caller, String expected) {
        makeMember("room:closed");
        var settings =
                TestSettings.of(
                        ChannelSettings.class,
                        "vs.channel.room.access",
                        "members",
                        "vs.channel.app.access",
                        "open");

        assertThat(may(new Rules(hub, settings), topic, caller)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a:b*c, chat:x, false", "'é ü', room:vip, true", "key:admin, user:ada, false"})
    void odd_users_are_nobody_else(String user, String topic, boolean mayRead) {
        var rules = new Rules(hub, TestSettings.of(ChannelSettings.class));
        Caller odd = player(user, user, List.of(user));

        assertThat(rules.mayRead(new TopicPattern(topic), odd)).isEqualTo(mayRead);
        assertThat(Topics.ofUser(user).map(TopicPattern::of).filter(own -> rules.mayRead(own, odd)))
                .isPresent();
    }

    private String may(Rules rules, String topic, String who) {
        Caller caller = CALLERS.get(who);
        boolean reads = rules.mayRead(new TopicPattern(topic), caller);
        boolean writes =
                TopicName.parse(topic).filter(name -> rules.mayWrite(name, caller)).isPresent();
        return reads ? (writes ? "rw" : "r") : writes ? "w" : "-";
    }

    private void makeMember(String topic) {
        var change = new Change.Membership(TopicName.of(topic), "member", true);
        hub.propose(new Proposal(change, null)).toCompletableFuture().join();
    }

    private static Caller player(String user, @Nullable String guild, List<String> parties) {
        return of(Role.PLAYER, claims(user, guild, parties, Set.of()));
    }

    private static Caller claiming() {
        var claims =
                new Claims(
                        "claims",
                        "Claims",
                        null,
                        null,
                        List.of(),
                        new TopicNames(List.of("app:b*")),
                        new TopicNames(List.of("app:board")),
                        Set.of("app:tasks", "app:news"),
                        Set.of(),
                        Map.of(),
                        null,
                        null,
                        null);
        return of(Role.PLAYER, claims);
    }

    private static Claims claims(
            String user, @Nullable String guild, List<String> parties, Set<String> scopes) {
        return new Claims(
                user,
                user,
                null,
                guild,
                parties,
                TopicNames.NONE,
                TopicNames.NONE,
                scopes,
                Set.of(),
                Map.of(),
                null,
                null,
                null);
    }

    private static Caller of(Role role, Claims claims) {
        var grant = new Grant(role, "user:" + claims.userId(), Proof.TOKEN, Lease.LASTING, claims);
        return new Caller(grant, HERE);
    }

    private static Caller key(Role role) {
        return new Caller(new Grant(role, role.wireName() + "-key", Proof.KEY), HERE);
    }
}
