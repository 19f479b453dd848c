package io.vsgateway.it.load;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// A game that writes the lines of a [World] when it is told `/world <seed> <count>`: in bursts and
/// with pauses, cut anywhere into writes. `/stop` ends it.
final class WorldGame {
    private static final int LONGEST_WRITE = 64 * 1024;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    private WorldGame() {}

    /// The command line of this game.
    static String command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                Path.of(System.getProperty("build.directory", "target"), "test-classes")
                        .toAbsolutePath()
                        .toString();
        return "%s -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp %s %s"
                .formatted(java, classes, WorldGame.class.getName());
    }

    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write("ready\n".getBytes(StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("/stop")) {
                    return;
                }
                write(new World(Long.parseLong(words[1]), Integer.parseInt(words[2])), out);
            }
        }
    }

    private static void write(World world, OutputStream out) throws IOException {
        SplittableRandom random = world.random(-1);
        var burst = new ByteArrayOutputStream();
        int left = 0;
        for (World.Line line : world.lines()) {
            burst.write(line.text().getBytes(StandardCharsets.UTF_8));
            burst.write(random.nextInt(10) == 0 ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
            if (left-- <= 0) {
                write(burst.toByteArray(), random, out);
                burst.reset();
                left = random.nextInt(random.nextInt(10) == 0 ? 400 : 20);
                LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            }
        }
        write(burst.toByteArray(), random, out);
    }

    private static void write(byte[] bytes, SplittableRandom random, OutputStream out)
            throws IOException {
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, random.nextInt(1, LONGEST_WRITE));
            out.write(bytes, from, length);
            from += length;
        }
    }
}
