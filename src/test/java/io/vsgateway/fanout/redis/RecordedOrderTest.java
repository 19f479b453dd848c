package io.vsgateway.fanout.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Vertx;
import io.vsgateway.Patience;
import io.vsgateway.TestSettings;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Position;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.NoteListener;
import io.vsgateway.hub.Outcome;
import io.vsgateway.hub.Topic;
import io.vsgateway.hub.TopicClass;
import io.vsgateway.it.RedisServer;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import io.vsgateway.wire.channel.TopicPattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// An order as another version has written it, recorded once, beside this one. What is written
/// today has to be understood by what follows, so a record is never changed; when something new is
/// written, there is a further one. It has kinds and fields of versions to come in it, too.
@ExtendWith(Patience.class)
class RecordedOrderTest {
    private static final String RECORD = "recorded-1.tsv";
    private static final long LAST = 17;
    private static final Position END = new Position("rec", LAST);

    @TempDir static Path folder;
    private static Vertx vertx;
    private static RedisServer redis;

    @BeforeAll
    static void begin() {
        redis = RedisServer.start(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        // Without a Redis all are skipped.
        if (redis != null) {
            vertx.close();
            redis.close();
        }
    }

    /// A gateway of this version.
    private static final class Gateway implements AutoCloseable {
        final RedisFanout fanout;
        final Hub hub;
        final List<Change.Note> notes = new CopyOnWriteArrayList<>();
        final List<String> down = new CopyOnWriteArrayList<>();

        Gateway(String node) {
            fanout =
                    new RedisFanout(
                            vertx,
                            redis.url(),
                            TestSettings.of(RedisSettings.class),
                            Seal.none(),
                            node,
                            _ -> new Bounds(100, 1_000_000, Duration.ofHours(1)),
                            100);
            hub =
                    new Hub(
                            fanout,
                            _ -> TopicClass.log(100, 100_000, Duration.ofDays(10_000)),
                            100,
                            1_000_000);
            hub.listen(
                    new NoteListener() {
                        @Override
                        public void heard(Change.Note note, @Nullable Position at) {
                            notes.add(note);
                        }

                        @Override
                        public void down(String gone) {
                            down.add(gone);
                        }
                    });
        }

        List<Event> events(String topic) {
            return batch(topic).entries();
        }

        private Batch<Event> batch(String topic) {
            Topic there = hub.find(new TopicPattern(topic)).orElseThrow();
            return there.feed().before(Long.MAX_VALUE, 100);
        }

        List<String> told(String topic) {
            Batch<Event> batch = batch(topic);
            return IntStream.range(0, batch.entries().size())
                    .mapToObj(i -> batch.offset(i) + " " + batch.entries().get(i).body().type())
                    .toList();
        }

        @Override
        public void close() {
            fanout.close();
        }
    }

    @Test
    void what_another_version_has_written_is_applied_as_it_comes_and_remembered() throws Exception {
        String run =
                redis.cli("INFO", "server")
                        .lines()
                        .filter(line -> line.startsWith("run_id:"))
                        .map(line -> line.substring("run_id:".length()).strip())
                        .findFirst()
                        .orElseThrow();
        List<String> record = record();
        play(record.subList(0, 1));
        redis.cli("HSET", "{vs}:hub", "run", run, "epoch", "rec", "order", "1", "at", "0");
        try (var there = new Gateway("node-new")) {
            play(record.subList(1, record.size()));

            await().until(() -> there.hub.endPosition().equals(END));
            knowsAll(there);
            // In its place stands that it was deleted.
            assertThat(there.told("room:a"))
                    .containsExactly("2 hello", "3 both", "4 secret", "10 chat_deleted", "17 last");
            assertThat(there.events("room:a").get(2).body().members())
                    .contains("\"deleted\":true")
                    .doesNotContain("\"secret\"");
            assertThat(there.down).containsExactly("node-gone");
            assertThat(there.notes).hasSize(2);

            EventBody body = EventBody.of("new", JsonNodeFactory.instance.objectNode());
            var event = new Change.Publication(List.of(TopicName.of("room:a")), body, null, null);
            Outcome outcome =
                    there.hub
                            .propose(new Proposal(event, null))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Placed.class);
            assertThat(((Outcome.Placed) outcome).position())
                    .isEqualTo(new Position("rec", LAST + 1));
        }
        try (var late = new Gateway("node-late")) {
            knowsAll(late);
            assertThat(late.told("room:a"))
                    .containsExactly("2 hello", "3 both", "10 chat_deleted", "17 last", "18 new");
            assertThat(late.notes).containsExactly(new Change.Note("acknowledged", "ada", "7"));
        }
    }

    private static void knowsAll(Gateway gateway) {
        EventBody hello = gateway.events("room:a").getFirst().body();
        assertThat(hello.members())
                .isEqualTo(
                        ",\"user\":\"Ada\",\"user_id\":\"ada\",\"role\":\"player\",\"text\":\"ä \\\" \\\\ \\u2028\"");
        assertThat(gateway.told("room:b")).containsExactly("3 both", "6 state");
        assertThat(gateway.events("room:b").getLast().exclude()).isEqualTo("eve");
        assertThat(gateway.hub.find(new TopicPattern("room:b")).orElseThrow().retained())
                .singleElement()
                .extracting(event -> event.body().members())
                .isEqualTo(",\"phase\":\"night\"");
        TopicName board = TopicName.of("app:board");
        assertThat(gateway.hub.isMember(board, "ada")).isTrue();
        assertThat(gateway.hub.isMember(board, "bob")).isFalse();
    }

    private static List<String> record() throws IOException {
        try (InputStream record = RecordedOrderTest.class.getResourceAsStream(RECORD)) {
            return new String(record.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// Puts it into Redis, as the other version did.
    private static void play(List<String> commands) {
        commands.forEach(line -> redis.cli(line.split("\t", -1)));
    }
}
