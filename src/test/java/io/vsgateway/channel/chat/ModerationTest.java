package io.vsgateway.channel.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vsgateway.TestSettings;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Claims;
import io.vsgateway.access.Grant;
import io.vsgateway.access.Lease;
import io.vsgateway.access.Proof;
import io.vsgateway.access.Role;
import io.vsgateway.access.Role.Standing;
import io.vsgateway.access.TopicNames;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.sanction.Sanction;
import io.vsgateway.access.sanction.Sanctions;
import io.vsgateway.access.sanction.Standings;
import io.vsgateway.channel.ChannelSettings;
import io.vsgateway.channel.Channels;
import io.vsgateway.channel.Connected;
import io.vsgateway.channel.Disconnected;
import io.vsgateway.channel.Family.Answer;
import io.vsgateway.channel.Rules;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.LocalFanout;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Outcome;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may decide what about whom.
class ModerationTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final TopicName GLOBAL = TopicName.of("chat:global");

    private final Hub hub =
            new Hub(
                    new LocalFanout("e1", CLOCK),
                    _ -> TopicClass.log(100, 1_000_000, Duration.ofDays(1)),
                    100,
                    1_000_000);
    private final Roster roster = new Roster(CLOCK);
    private final Channels channels = new Channels(hub, roster);
    private final Sanctions sanctions = Sanctions.inMemory(CLOCK);
    private final Moderation moderation =
            new Moderation(
                    new Rules(hub, TestSettings.of(ChannelSettings.class)),
                    hub,
                    channels,
                    sanctions,
                    new Ranks(roster, new Standings()),
                    new Clocks(CLOCK, CLOCK));
    private final List<String> closed = new ArrayList<>();

    /// `+` may, `-` may not.
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    who       | admin | service | monitor | moderator | player
                    admin     | -     | +       | +       | +         | +
                    service   | -     | -       | -       | +         | +
                    monitor   | -     | -       | -       | -         | -
                    moderator | -     | -       | -       | -         | +
                    player    | -     | -       | -       | -         | -
                    anonymous | -     | -       | -       | -         | -
                    """)
    void the_table_holds_for_every_action(
            String name,
            String admin,
            String service,
            String monitor,
            String moderator,
            String player) {
        Role who = Role.valueOf(name.toUpperCase(Locale.ROOT));
        Map.of(
                        Role.ADMIN, admin,
                        Role.SERVICE, service,
                        Role.MONITOR, monitor,
                        Role.MODERATOR, moderator,
                        Role.PLAYER, player)
                .forEach((whom, may) -> {
                    for (String action :
                            List.of("delete", "mute", "unmute", "ban", "unban", "kick")) {
                        assertThat(isDone(action, user("actor", who), whom))
                                .as("%s may %s a %s", who, action, whom)
                                .isEqualTo(may.equals("+"));
                    }
                });
    }

    private boolean isDone(String action, Caller who, Role whom) {
        String target = "target-" + whom.wireName();
        connect(target, whom);
        if (action.equals("delete")) {
            Position said = say(GLOBAL, target);
            return moderation.decide(delete(GLOBAL, said), who) instanceof Answer.Delete;
        }
        Sanction.Kind kind = action.endsWith("ban") ? Sanction.Kind.BAN : Sanction.Kind.MUTE;
        boolean isLifting = action.startsWith("un");
        if (isLifting) {
            sanctions.apply(held(kind, target, who.userId().isEmpty() ? "x" : who.userId()));
        }
        closed.clear();
        Answer answer = moderation.decide(moderate(action, target, null), who);
        boolean holds = sanctions.get(kind, target, "").isPresent();
        sanctions.apply(held(kind, target, "x").lifted(CLOCK.instant(), "x"));
        boolean isDone =
                action.equals("kick") ? closed.equals(List.of(target)) : holds != isLifting;
        assertThat(answer instanceof Answer.Publish).isEqualTo(isDone);
        if (!isDone) {
            assertThat(code(answer)).isEqualTo(ErrorCode.FORBIDDEN);
        }
        return isDone;
    }

    @Test
    void nobody_decides_about_themselves_but_may_take_back_what_they_said() {
        Caller mod = user("mod", Role.MODERATOR);
        connect("mod", Role.MODERATOR);

        assertThat(code(moderation.decide(moderate("ban", "mod", null), mod)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(moderation.decide(delete(GLOBAL, say(GLOBAL, "mod")), mod))
                .isInstanceOf(Answer.Delete.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unmute", "mute"})
    void what_a_higher_one_decided_is_not_changed_from_below(String action) {
        Caller mod = user("mod", Role.MODERATOR);
        connect("boss", Role.ADMIN);
        connect("colleague", Role.MODERATOR);
        for (String by : List.of("admin-key", "boss", "key:admin", "key:service", "nobody-knows")) {
            sanctions.apply(held(Sanction.Kind.MUTE, "u1", by));
            assertThat(code(moderation.decide(moderate(action, "u1", 1L), mod)))
                    .as(by)
                    .isEqualTo(ErrorCode.FORBIDDEN);
            assertThat(sanctions.get(Sanction.Kind.MUTE, "u1", "").orElseThrow().by())
                    .isEqualTo(by);
        }
        for (String by : List.of("mod", "colleague")) {
            sanctions.apply(held(Sanction.Kind.MUTE, "u1", by));
            assertThat(moderation.decide(moderate(action, "u1", 1L), mod))
                    .as(by)
                    .isInstanceOf(Answer.Publish.class);
        }
        sanctions.apply(held(Sanction.Kind.MUTE, "u1", "boss"));
        assertThat(moderation.decide(moderate(action, "u1", 1L), user("root", Role.ADMIN)))
                .isInstanceOf(Answer.Publish.class);
    }

    @ParameterizedTest
    @CsvSource({
        "chat:guild:oak, forbidden",
        "combat:c1, forbidden",
        "game:all, forbidden",
        "user:other, forbidden",
        "room:vip, ",
        "chat:global, "
    })
    void it_is_for_what_is_said_in_topics_that_one_may_read(
            TopicName topic, @Nullable String code) {
        Answer answer =
                moderation.decide(delete(topic, say(topic, "u1")), user("mod", Role.MODERATOR));

        assertThat(answer instanceof Answer.Refuse refusal ? refusal.code().label() : null)
                .isEqualTo(code);
    }

    @Test
    void what_is_not_there_is_not_deleted() {
        Caller admin = user("root", Role.ADMIN);
        Position said = say(GLOBAL, "u1");
        Position elsewhere = say(TopicName.of("room:vip"), "u1");
        Answer.Delete first = (Answer.Delete) moderation.decide(delete(GLOBAL, said), admin);
        Outcome.Placed notice =
                (Outcome.Placed) channels.delete(first.deletions()).toCompletableFuture().join();

        for (Position none :
                List.of(
                        said,
                        elsewhere,
                        notice.position(),
                        new Position("e1", 999),
                        new Position("e0", said.offset()))) {
            assertThat(code(moderation.decide(delete(GLOBAL, none), admin)))
                    .isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void what_is_deleted_is_gone_wherever_it_was_remembered_and_its_place_stays() {
        hub.use(new TopicPattern("chat:*"), true).orElseThrow();
        Position before = say(GLOBAL, "u0");
        Position said = say(GLOBAL, "u1");
        say(GLOBAL, "u2");
        Answer.Delete answer =
                (Answer.Delete)
                        moderation.decide(delete(GLOBAL, said), user("mod", Role.MODERATOR));
        channels.delete(answer.deletions()).toCompletableFuture().join();

        for (String topic : List.of("chat:global", "chat:*")) {
            List<Event> events =
                    hub.find(new TopicPattern(topic))
                            .orElseThrow()
                            .feed()
                            .before(Long.MAX_VALUE, 10)
                            .entries();
            assertThat(events.stream().map(event -> event.body().members()))
                    .containsExactly(
                            "\"user_id\":\"u0\",\"content\":\"secret of u0\"",
                            "\"user_id\":\"u1\",\"content\":\"\",\"deleted\":true",
                            "\"user_id\":\"u2\",\"content\":\"secret of u2\"",
                            "\"user_id\":\"u1\",\"by\":\"mod\",\"deleted_event_id\":\"%s\""
                                    .formatted(said.id()));
            assertThat(events.getLast().body().type()).isEqualTo("chat_deleted");
        }
        assertThat(said.offset()).isEqualTo(before.offset() + 1);
    }

    @Test
    void an_event_of_several_topics_is_deleted_in_all_of_them() {
        var vip = TopicName.of("room:vip");
        var inbox = TopicName.of("user:u2");
        say(vip, "u0");
        Position said = say(List.of(inbox, GLOBAL, vip), "u1");
        Answer.Delete answer =
                (Answer.Delete) moderation.decide(delete(vip, said), user("mod", Role.MODERATOR));
        channels.delete(answer.deletions()).toCompletableFuture().join();

        assertThat(answer.deletions().getFirst().topic()).isEqualTo(vip);
        for (TopicName topic : List.of(vip, inbox, GLOBAL)) {
            List<Event> events =
                    hub.find(TopicPattern.of(topic))
                            .orElseThrow()
                            .feed()
                            .before(Long.MAX_VALUE, 2)
                            .entries();
            assertThat(events.getFirst().body().members()).contains("\"deleted\":true");
            assertThat(events.getLast().body().type()).isEqualTo("chat_deleted");
            assertThat(events.getLast().topic()).isEqualTo(topic);
        }
    }

    @Test
    void keys_are_not_kept_out_and_who_is_muted_does_not_moderate() {
        assertThat(
                        code(
                                moderation.decide(
                                        moderate("ban", "key:service", null),
                                        user("root", Role.ADMIN))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        sanctions.apply(held(Sanction.Kind.MUTE, "mod", "boss"));
        assertThat(
                        code(
                                moderation.decide(
                                        moderate("ban", "u1", null), user("mod", Role.MODERATOR))))
                .isEqualTo(ErrorCode.MUTED);
        assertThat(sanctions.isBanned("u1")).isFalse();
    }

    @Test
    void who_was_more_than_a_player_is_remembered_when_they_leave() {
        var standings = new Standings();
        var ranks = new Ranks(roster, standings);
        Connection there = connection("boss", Role.ADMIN);
        ranks.left(new Disconnected(there));
        ranks.left(new Disconnected(connection("boss", Role.PLAYER)));

        assertThat(ranks.of("boss")).isEqualTo(Standing.ADMIN);
        assertThat(ranks.of("stranger")).isEqualTo(Standing.PLAYER);
        assertThat(ranks.known("stranger")).isEmpty();

        standings.saw("service", Standing.SERVICE);
        standings.saw("service", Standing.PLAYER);
        assertThat(ranks.of("service")).isEqualTo(Standing.SERVICE);
        assertThat(ranks.of("key:bot")).as("nobody knows what it is").isEqualTo(Standing.ADMIN);
        ranks.came(new Connected(connection("key:bot", Role.SERVICE)));
        assertThat(ranks.of("key:bot")).isEqualTo(Standing.SERVICE);
        assertThat(ranks.of("key:monitor")).isEqualTo(Standing.SERVICE);
    }

    @Test
    void texts_with_controls_are_refused_or_cleaned() {
        Caller mod = user("mod", Role.MODERATOR);
        var odd = new ChannelMessage.Moderate(null, "mute", "u1", null, null, null, "a\n\u0007b");

        assertThat(code(moderation.decide(moderate("mute", "u\u00071", null), mod)))
                .isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(moderation.decide(odd, mod)).isInstanceOf(Answer.Publish.class);
        assertThat(sanctions.get(Sanction.Kind.MUTE, "u1", "").orElseThrow().reason())
                .isEqualTo("a b");
    }

    @Test
    void a_reason_has_200_characters_whatever_they_are() {
        Caller mod = user("mod", Role.MODERATOR);
        String smile = "\ud83d\ude00";
        for (String reason : List.of(smile.repeat(200), "x" + smile.repeat(199))) {
            var asked = new ChannelMessage.Moderate(null, "mute", "u1", null, null, null, reason);

            assertThat(moderation.decide(asked, mod)).isInstanceOf(Answer.Publish.class);
            String kept = sanctions.get(Sanction.Kind.MUTE, "u1", "").orElseThrow().reason();
            assertThat(reason).startsWith(kept);
            assertThat(kept).endsWith(smile).hasSizeGreaterThan(198);
        }
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Refuse) answer).code();
    }

    private Position say(TopicName topic, String user) {
        return say(List.of(topic), user);
    }

    private Position say(List<TopicName> topics, String user) {
        var members =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("user_id", user)
                        .put("content", "secret of " + user);
        var outcome =
                channels.publish(
                                new Change.Publication(
                                        topics, EventBody.of("chat_message", members), null, null),
                                null)
                        .toCompletableFuture()
                        .join();
        return ((Outcome.Placed) outcome).position();
    }

    private static ChannelMessage.Moderate delete(TopicName topic, Position event) {
        return new ChannelMessage.Moderate(null, "delete", null, topic, event, null, null);
    }

    private static ChannelMessage.Moderate moderate(
            String action, String user, @Nullable Long seconds) {
        return new ChannelMessage.Moderate(null, action, user, null, null, seconds, null);
    }

    private static Sanction held(Sanction.Kind kind, String user, String by) {
        Instant now = CLOCK.instant();
        return new Sanction(kind, user, "", now, now.plusSeconds(600), by, "");
    }

    private void connect(String user, Role role) {
        if (roster.connections(user).isEmpty()) {
            roster.join(connection(user, role), 5);
        }
    }

    private Connection connection(String user, Role role) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "id" -> user + role;
                                    case "userId" -> user;
                                    case "role" -> role.name().toLowerCase(Locale.ROOT);
                                    case "endpoint", "node" -> "";
                                    case "disconnect" -> {
                                        assertThat(arguments[0]).isEqualTo(CloseCode.FORBIDDEN);
                                        closed.add(user);
                                        yield null;
                                    }
                                    case "equals" -> self == arguments[0];
                                    case "hashCode" -> System.identityHashCode(self);
                                    default -> throw new AssertionError(method);
                                });
    }

    private static Caller user(String id, Role role) {
        if (role == Role.ANONYMOUS) {
            return Caller.anonymous(ClientAddress.UNKNOWN);
        }
        var claims =
                new Claims(
                        id,
                        id,
                        null,
                        null,
                        List.of(),
                        TopicNames.NONE,
                        TopicNames.NONE,
                        Set.of(),
                        Set.of(),
                        Map.of(),
                        null,
                        null,
                        null);
        return new Caller(
                new Grant(role, "token", Proof.TOKEN, Lease.LASTING, claims),
                ClientAddress.UNKNOWN);
    }
}
