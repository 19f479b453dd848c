package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.load.Spectator.Habit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random worlds, watched over real sockets by readers of every habit, in both formats and both
/// views: what every way of writing to clients must stand. Netty watches over its buffers
/// meanwhile.
///
/// `-Dfanout.worlds=50` has more of them, `-Dfanout.seed=17` begins with that one. A failure names
/// the seed of its world.
@Tag("alone")
@Timeout(600)
abstract class FanoutContract {
    private static final int WORLDS = Integer.getInteger("fanout.worlds", 2);
    private static final long SEED = Long.getLong("fanout.seed", new Random().nextInt(1_000_000));
    private static final int LINES = 3000;
    private static final int READERS_OF_A_HABIT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The value of `VS_SESSION_WRITER`.
    abstract String writer();

    @Test
    void who_reads_a_small_memory_is_told_exactly_what_is_missing() throws Exception {
        try (GatewayProcess gateway = gateway("300", "512K").start()) {
            long gaps = 0;
            for (int i = 0; i < WORLDS; i++) {
                gaps += watched(gateway, new World(SEED + i, LINES));
            }

            assertThat(gaps).as("else this has tried nothing").isPositive();
            LeakCheck.of(gateway);
        }
    }

    @Test
    void who_reads_a_large_memory_misses_nothing() throws Exception {
        try (GatewayProcess gateway = gateway("100000", "1G").start()) {
            for (int i = 0; i < WORLDS; i++) {
                var world = new World(SEED + i, LINES);
                assertThat(watched(gateway, world)).as("gaps in world " + world).isZero();
            }

            LeakCheck.of(gateway);
        }
    }

    private GatewayProcess.Builder gateway(String bufferLines, String bufferBytes) {
        return GatewayProcess.with()
                .set("VS_SESSION_WRITER", writer())
                .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                .set("VS_CONSOLE_BUFFER_LINES", bufferLines)
                .set("VS_CONSOLE_BUFFER_BYTES", bufferBytes)
                .set("VS_GAME_LINES_MAX_BYTES", Integer.toString(World.LONGEST))
                // On a busy machine the game stops in the middle of a line.
                .set("VS_GAME_LINES_PARTIAL_AFTER", "60s")
                .set("VS_GAME_COMMAND", WorldGame.command())
                .set("VS_GAME_DIALECT", "plain")
                .set("VS_GAME_PATTERNS_ERROR", "日本")
                .paranoid();
    }

    /// Returns how many gaps all readers together were told of.
    private static long watched(GatewayProcess gateway, World world) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            return watched(gateway, world, threads);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "in the world of -Dfanout.seed=%d -Dfanout.worlds=1; %s"
                            .formatted(world.seed(), e.getMessage()),
                    e);
        }
    }

    private static long watched(GatewayProcess gateway, World world, ExecutorService threads)
            throws Exception {
        Rest rest = Rest.of(gateway);
        await().atMost(PATIENCE)
                .until(
                        () -> rest.get("/api/v1alpha1/server").path("state").asText(),
                        "running"::equals);
        Transcript.Place place = place(rest, world);
        var worldEnds = new CountDownLatch(1);
        try {
            var readers = new ArrayList<Future<Transcript>>();
            for (Habit habit : Habit.values()) {
                for (int i = 0; i < READERS_OF_A_HABIT; i++) {
                    var random = world.random(-2 - readers.size());
                    var reader = new Spectator(gateway, place, habit, random, worldEnds);
                    readers.add(threads.submit(reader));
                }
            }
            String command = "{\"command\":\"/world %d %d\"}".formatted(world.seed(), LINES);
            rest.post("/api/v1alpha1/console/command", command);
            Future<Long> pages = threads.submit(() -> readPages(rest, place));
            String last = place.id(place.last());
            await().atMost(PATIENCE).until(() -> newest(rest), last::equals);
            worldEnds.countDown();
            long gaps = pages.get();
            for (Future<Transcript> reader : readers) {
                gaps += reader.get().gaps();
            }
            filter(rest, place);
            return gaps;
        } finally {
            worldEnds.countDown();
        }
    }

    private static Transcript.Place place(Rest rest, World world) {
        String newest = newest(rest);
        int dash = newest.lastIndexOf('-');
        long before = Long.parseLong(newest.substring(dash + 1));
        return new Transcript.Place(newest.substring(0, dash), before, world.seed(), world.lines());
    }

    private static String newest(Rest rest) {
        return rest.get("/api/v1alpha1/console/history?lines=1").path("newest_id").asText();
    }

    /// Follows the world over REST, page by page. Returns how often some lines were missing.
    private static long readPages(Rest rest, Transcript.Place place) {
        long gaps = 0;
        long last = place.before();
        while (last < place.last()) {
            JsonNode page = history(rest, "lines=100&after=" + place.id(last));
            long missed = page.path("missed").asLong();
            long found = 0;
            for (JsonNode line : page.path("lines")) {
                long offset = offset(line);
                assertThat(offset).isGreaterThan(last + found);
                assertThat(line.path("text").asText())
                        .isEqualTo(place.lines().get((int) (offset - place.before() - 1)).text());
                found += offset - last - found;
            }
            int lines = page.path("lines").size();
            assertThat(found - lines).as("missed in " + lines + " lines").isEqualTo(missed);
            last += found;
            gaps += missed > 0 ? 1 : 0;
        }
        return gaps;
    }

    /// What is remembered of the world, filtered.
    private static void filter(Rest rest, Transcript.Place place) {
        Predicate<World.Line> isFound =
                line -> line.text().matches("(?s)#\\d*7@.*") && line.text().contains("日本");
        String after = "lines=10000&after=" + place.id(place.before());
        JsonNode page = history(rest, after + "&level=error&grep=%5E%23[0-9]*7%40");
        long oldest = Math.max(place.before() + 1, offset(page.path("oldest_id")));
        var wanted = new ArrayList<String>();
        for (long offset = oldest; offset <= place.last(); offset++) {
            World.Line line = place.lines().get((int) (offset - place.before() - 1));
            if (isFound.test(line)) {
                wanted.add(place.id(offset));
            }
        }
        var found = new ArrayList<String>();
        page.path("lines").forEach(line -> found.add(line.path("id").asText()));
        assertThat(found).isEqualTo(wanted);
    }

    private static JsonNode history(Rest rest, String query) {
        String url = "/api/v1alpha1/console/history?" + query;
        return Client.parse(rest.request().urlEncodingEnabled(false).get(url).asString());
    }

    private static long offset(JsonNode lineOrId) {
        String id = lineOrId.isTextual() ? lineOrId.asText() : lineOrId.path("id").asText();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
