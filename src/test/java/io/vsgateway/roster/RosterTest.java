package io.vsgateway.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.wire.CloseCode;
import io.vsgateway.wire.channel.ChannelFrame.Unsubscribed.Reason;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final TopicName ROOM = TopicName.of("room:one");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Roster roster = new Roster(() -> now);

    @Test
    void users_and_their_connections_are_known_as_long_as_they_are_there() {
        Connection first = join("c1", "ada", "");
        Connection second = join("c2", "ada", "chat");
        join("c3", "", "game");

        assertThat(roster.count()).isEqualTo(3);
        assertThat(roster.countUsers()).isEqualTo(1);
        assertThat(roster.connections("ada")).containsExactly(first, second);
        assertThat(roster.connection("c2")).contains(second);
        assertThat(roster.connections("")).isEmpty();

        assertThat(roster.leave(first)).isTrue();
        assertThat(roster.leave(first)).isFalse();
        assertThat(roster.leave(second)).isTrue();
        assertThat(roster.countUsers()).isZero();
        assertThat(roster.connection("c1")).isEmpty();
    }

    @Test
    void a_user_has_so_many_connections_at_an_endpoint_and_nobody_has_no_bound() {
        assertThat(roster.join(new There("c1", "ada", "chat"), 1)).isTrue();
        assertThat(roster.join(new There("c2", "ada", "chat"), 1)).isFalse();
        assertThat(roster.join(new There("c3", "ada", ""), 1)).isTrue();
        assertThat(roster.join(new There("c4", "", "game"), 1)).isTrue();
        assertThat(roster.join(new There("c5", "", "game"), 1)).isTrue();
        assertThat(roster.count()).isEqualTo(4);
    }

    @Test
    void users_are_listed_page_by_page() {
        List.of("dan", "ada", "cleo", "bob").forEach(user -> join(user + "1", user, ""));

        assertThat(roster.users(null, 2)).containsExactly("ada", "bob");
        assertThat(roster.users("bob", 2)).containsExactly("cleo", "dan");
        assertThat(roster.users("dan", 2)).isEmpty();
    }

    @Test
    void who_comes_and_goes_is_told_once_to_those_who_are_there() {
        Connection ada = enter("c1", "ada");
        assertThat(told()).containsExactly("+ada to c1");
        Connection bob = enter("c2", "bob");
        Connection again = enter("c3", "bob");
        assertThat(told()).containsExactly("+bob to c1, c2, c3");
        assertThat(roster.present(ROOM)).extracting(Presence::userId).containsExactly("ada", "bob");

        roster.exit(bob, ROOM);
        now = now.plusSeconds(10);
        assertThat(told()).isEmpty();
        roster.exit(again, ROOM);
        assertThat(told()).isEmpty();
        now = now.plus(Attendance.GRACE);
        assertThat(told()).containsExactly("-bob to c1");

        roster.exit(ada, ROOM);
        now = now.plus(Attendance.GRACE);
        assertThat(told()).as("nobody is there to be told").isEmpty();
        assertThat(roster.attended("room")).isEmpty();
        assertThat(roster.countAttended("room")).isZero();
    }

    @Test
    void who_is_back_within_seconds_never_left() {
        enter("c1", "ada");
        Connection bob = enter("c2", "bob");
        told();

        roster.exit(bob, ROOM);
        now = now.plus(Attendance.GRACE).minusMillis(1);
        assertThat(told()).isEmpty();
        assertThat(roster.countPresent(ROOM)).isEqualTo(2);
        enter("c3", "bob");
        now = now.plus(Attendance.GRACE);
        assertThat(told()).isEmpty();
    }

    @Test
    void who_comes_and_goes_between_two_looks_is_not_told() {
        enter("c1", "ada");
        told();
        Connection bob = enter("c2", "bob");
        roster.exit(bob, ROOM);
        now = now.plus(Attendance.GRACE);

        assertThat(told()).isEmpty();
        assertThat(roster.countPresent(ROOM)).isEqualTo(1);
    }

    @Test
    void a_crowd_is_counted_and_not_told() {
        for (int i = 0; i <= Attendance.MOST_TOLD; i++) {
            enter("c" + i, "u" + i);
        }

        assertThat(told()).isEmpty();
        assertThat(roster.countPresent(ROOM)).isEqualTo(Attendance.MOST_TOLD + 1);
        assertThat(roster.present(ROOM)).hasSize(Roster.MOST_LISTED);
        enter("late", "late");
        assertThat(told()).isEmpty();
    }

    private Connection join(String id, String user, String endpoint) {
        var connection = new There(id, user, endpoint);
        assertThat(roster.join(connection, 5)).isTrue();
        return connection;
    }

    private Connection enter(String id, String user) {
        var connection = new There(id, user, "");
        roster.enter(connection, ROOM);
        return connection;
    }

    private List<String> told() {
        return roster.changes().stream()
                .flatMap(change -> {
                    String to =
                            String.join(
                                    ", ",
                                    change.told().stream().map(Connection::id).sorted().toList());
                    var joined =
                            change.joined().stream().map(one -> "+" + one.userId() + " to " + to);
                    var left = change.left().stream().map(one -> "-" + one.userId() + " to " + to);
                    return Stream.concat(joined, left);
                })
                .toList();
    }

    /// A connection of which only who and where matters.
    private record There(String id, String userId, String endpoint) implements Connection {
        @Override
        public String displayName() {
            return userId;
        }

        @Override
        public String role() {
            return "player";
        }

        @Override
        public Instant since() {
            return Instant.EPOCH;
        }

        @Override
        public String metadata() {
            return "{}";
        }

        @Override
        public List<TopicPattern> topics() {
            return List.of();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean offer(List<Bundle> bundles) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(String message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> follow(TopicPattern topic) {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public void judgeAnew() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void subscribe(TopicPattern topic) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> channels() {
            return Set.of();
        }

        @Override
        public void unsubscribe(TopicPattern topic, Reason reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void disconnect(CloseCode code) {
            throw new UnsupportedOperationException();
        }
    }
}
