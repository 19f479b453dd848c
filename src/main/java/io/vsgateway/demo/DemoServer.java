package io.vsgateway.demo;

import io.vsgateway.demo.log.ServerLog;
import io.vsgateway.demo.log.Stdout;
import java.io.IOException;
import java.time.Clock;

/// The simulated Vintage Story dedicated server, run as a process of its own: `java -cp …
/// io.vsgateway.demo.DemoServer [options]`, or `vs-gateway demo [options]`.
///
/// It imitates what matters to a supervisor of the real server: the form of its lines, its odd way
/// of reading commands, its slow save, its log files, and on command (`/demo help`) the ways in
/// which real servers misbehave. Its first line says that it is a demo. Nothing listens on its
/// port.
///
/// Exit codes of the process: 0 after `/stop` (and after the end of stdin with `--exit-on-eof`);
/// the code given to `/demo crash` after that command; 2 for a bad option; 143 and 130 after
/// SIGTERM and SIGINT, since the JVM reports the signal although the world was saved first. (A
/// shell without job control starts background jobs with SIGINT ignored, and then the game ignores
/// it too.)
public final class DemoServer {
    private DemoServer() {}

    public static void main(String... args) {
        System.exit(run(args));
    }

    /// Plays one game on this process's own stdin, stdout and stderr; returns its exit code once
    /// the game has ended. While it plays, a shutdown hook saves the world when the process is told
    /// to end. Call it once per process: it must be the only reader of stdin and writer of stdout.
    public static int run(String... args) {
        return switch (Invocation.parse(args)) {
            case Invocation.Help(String text) -> {
                var stdout = new Stdout();
                stdout.write(text);
                stdout.flush();
                yield 0;
            }
            case Invocation.Refused(String why) -> {
                System.err.println("demo server: " + why + " (--help lists the options)");
                yield 2;
            }
            case Invocation.Play(Options options) -> play(options);
        };
    }

    private static int play(Options options) {
        try (var log =
                ServerLog.open(
                        options.dataPath(),
                        options.splitLines(),
                        options.color(),
                        options.oldStyle(),
                        Clock.systemDefaultZone())) {
            return new Game(options, log).play();
        } catch (IOException e) {
            System.err.println("demo server: cannot use --data-path: " + e.getMessage());
            return 2;
        }
    }
}
