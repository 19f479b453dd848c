package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.util.List;
import java.util.Random;

/// Everyday life on a server: people come, chat, die and go, storms approach, the server is
/// overloaded, now and then something throws. The same seed gives the same lines, unless commands
/// interfere. Runs on the game's thread.
final class Life {
    private static final int MOST_PLAYERS = 8;
    private static final List<String> NAMES =
            List.of(
                    "Priya13",
                    "DoofusDan",
                    "Erney",
                    "Old Tom Pine",
                    "Grünspan",
                    "Лесник",
                    "青石匠",
                    "miner_maud",
                    "Quenby",
                    "CopperKettle",
                    "Halvard the Slow",
                    "x_Ashfall_x");
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    private static final List<String> SAYINGS =
            List.of(
                    "hiiii",
                    "The Sod house is nice and cozy though.",
                    "anyone got a spare copper saw?",
                    "wolves at the gate again, send help",
                    "brb",
                    "found halite at -1200 80 340",
                    "who left the cellar door open??",
                    "Guten Abend allerseits",
                    "всем привет",
                    "今天的日落真美",
                    "\u2764 my new windmill \u2764",
                    "is <b>bronze</b> worth it & how much tin?",
                    "lag?");

    private final Random random;
    private final double rate;
    private final Language language;
    private final ServerLog log;
    private final Loop loop;
    private final World world;
    private long due;
    private boolean ended;

    Life(Options options, ServerLog log, Loop loop, World world) {
        this.random = new Random(options.seed());
        this.rate = options.rate();
        this.language = options.language();
        this.log = log;
        this.loop = loop;
        this.world = world;
    }

    void begin() {
        if (rate > 0) {
            due = System.nanoTime();
            wait(1);
        }
    }

    void end() {
        ended = true;
    }

    private void wait(int lines) {
        // Half to one and a half times the mean; delays are caught up with.
        due += (long) (lines * 1e9 / rate * (0.5 + random.nextDouble()));
        loop.at(due, this::next);
    }

    private void next() {
        if (!ended) {
            wait(happen());
        }
    }

    /// Lets something happen and returns how many lines on stdout that took.
    private int happen() {
        int chance = random.nextInt(100);
        if (world.online().isEmpty() || (chance < 15 && world.online().size() < MOST_PLAYERS)) {
            return join();
        }
        Player player = world.online().get(random.nextInt(world.online().size()));
        if (chance < 25) {
            return world.leave(player);
        } else if (chance < 60) {
            String saying = SAYINGS.get(random.nextInt(SAYINGS.size()));
            return line(LogType.CHAT, "0 | " + player.name() + ": " + saying);
        } else if (chance < 67) {
            boolean ofFall = random.nextBoolean();
            String words = language.death(player, ofFall);
            log.write(LogType.AUDIT, language.died(player) + words);
            return line(LogType.NOTIFICATION, "Message to all in group 0: " + words);
        } else if (chance < 73) {
            log.write(LogType.STORY_EVENT, "Temporal storm begins in 5 minutes");
            return line(LogType.NOTIFICATION, "Message to all in group 0: " + language.storm());
        } else if (chance < 85) {
            int millis = 500 + random.nextInt(900);
            return line(
                    LogType.WARNING,
                    "Server overloaded. A tick took " + millis + "ms to complete.");
        } else if (chance < 91) {
            int chunks = random.nextInt(1, 40);
            return line(LogType.WORLDGEN, "Generated " + chunks + " chunk columns");
        } else if (chance < 97) {
            log.write(LogType.BUILD, player.name() + " placed game:cobblestone-granite");
            return line(LogType.DEBUG, "Unloaded " + random.nextInt(200) + " chunks");
        }
        log.write(LogType.ERROR, Mishaps.exception());
        return Mishaps.EXCEPTION_LINES;
    }

    private int join() {
        List<String> absent = NAMES.stream().filter(n -> world.named(n).isEmpty()).toList();
        String name = absent.get(random.nextInt(absent.size()));
        String address = NETWORKS.get(random.nextInt(NETWORKS.size())) + random.nextInt(1, 255);
        String uid = Integer.toHexString(name.hashCode()) + "-0000";
        return world.join(name, uid, address, random.nextInt(32768, 61000));
    }

    private int line(LogType type, String text) {
        log.write(type, text);
        return 1;
    }
}
