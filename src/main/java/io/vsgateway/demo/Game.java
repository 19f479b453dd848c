package io.vsgateway.demo;

import io.vsgateway.demo.log.LogType;
import io.vsgateway.demo.log.ServerLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// One run of the simulated server, from its first line to its exit code.
///
/// ```
/// STARTING ──all phases──▶ RUNNING ──/stop, signal──▶ STOPPING ──saved──▶ ended, exit code 0
///     └───────────────────────signal───────────────────▲
/// ```
///
/// All of it happens on the thread that called [#play], see [Loop]. Commands that arrive while the
/// server starts wait until it runs; those that arrive while it stops are lost.
final class Game {
    private static final List<String> PHASES =
            List.of(
                    "Start",
                    "Initialization",
                    "Configuration",
                    "AssetsReady",
                    "AssetsFinalize",
                    "ModsAndConfigReady",
                    "GameReady",
                    "WorldReady",
                    "RunGame");

    /// As often as the real server.
    private static final Duration BETWEEN_AUTOSAVES = Duration.ofMinutes(5);

    /// Commands that may wait for the start; later ones are lost.
    private static final int EARLY_COMMANDS = 1000;

    private enum State {
        STARTING,
        RUNNING,
        STOPPING
    }

    private final Options options;
    private final ServerLog log;
    private final Loop loop = new Loop();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> early = new ArrayList<>();
    private final DemoCommands commands;
    private final Life life;
    private final Stdin stdin;
    private State state = State.STARTING;
    private boolean saving;
    private volatile boolean hung;
    private volatile boolean abandoned;

    Game(Options options, ServerLog log) {
        this.options = options;
        this.log = log;
        var world = new World(log, options.language());
        this.life = new Life(options, log, loop, world);
        this.stdin = new Stdin(loop, log, this::take, this::endOfInput);
        this.commands = new DemoCommands(log, world, this, new Hazards(log, loop, stdin, this));
    }

    /// Plays until the game has ended.
    int play() {
        // Without a normal end, the process exits with the signal's code after this has saved.
        var hook = new Thread(this::saveAtShutdown, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            log.close();
            ended.countDown();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal is ending the process; the hook is running or done.
        }
        return 0;
    }

    private void start() {
        log.write(
                LogType.WARNING,
                "DEMO: this is a simulated game server, not a real Vintage Story server."
                        + " Nobody can join it. Try /help and /demo help");
        log.write(LogType.NOTIFICATION, "DEMO: --seed " + options.seed() + " repeats this run");
        long began = System.nanoTime();
        long step = options.startTime().toNanos() / (PHASES.size() - 1);
        for (int i = 0; i < PHASES.size(); i++) {
            String phase = PHASES.get(i);
            loop.at(began + i * step, () -> enter(phase));
        }
        stdin.start();
        if (options.exitOnEof()) {
            // A deaf console never sees the end of its stdin.
            ProcessHandle.current()
                    .parent()
                    .ifPresent(parent -> parent.onExit().thenRun(this::endOfInput));
        }
    }

    private void enter(String phase) {
        if (state != State.STARTING) {
            return;
        }
        log.write(LogType.NOTIFICATION, "Entering runphase " + phase);
        log.write(LogType.VERBOSE_DEBUG, "Runphase " + phase + " begins");
        if (phase.equals("WorldReady")) {
            log.write(LogType.WORLDGEN, "Spawn chunks are ready");
        }
        if (phase.equals("RunGame")) {
            state = State.RUNNING;
            log.write(LogType.EVENT, options.language().ready(options.port()));
            early.forEach(this::take);
            early.clear();
            life.begin();
            if (options.rate() > 0) {
                after(BETWEEN_AUTOSAVES, this::saveNowAndThen);
            }
        }
    }

    private void saveNowAndThen() {
        if (state == State.RUNNING && !saving) {
            autosave();
        }
        after(BETWEEN_AUTOSAVES, this::saveNowAndThen);
    }

    private void take(String text) {
        switch (state) {
            case STARTING -> {
                if (early.size() < EARLY_COMMANDS) {
                    early.add(text);
                }
            }
            case RUNNING -> commands.run(text);
            case STOPPING -> {}
        }
    }

    /// Saves the world and ends the game; a second call changes nothing.
    void stop() {
        if (state == State.STOPPING) {
            return;
        }
        state = State.STOPPING;
        life.end();
        log.write(LogType.NOTIFICATION, "Entering runphase Shutdown");
        log.write(LogType.EVENT, "Mods and systems notified, now saving everything...");
        after(options.saveTime(), this::stopped);
    }

    private void stopped() {
        log.write(LogType.EVENT, "World saved! Saved 2 chunks, 0 mapchunks, 16 mapregions.");
        log.write(LogType.EVENT, "Stopped the server!");
        log.write(LogType.NOTIFICATION, "Entering runphase Exit");
        loop.end();
    }

    /// Saves while the game continues.
    void autosave() {
        if (saving) {
            log.write(LogType.NOTIFICATION, "Offthread save is running already.");
            return;
        }
        saving = true;
        log.write(LogType.EVENT, "Will do offthread savegamedata saving...");
        after(
                options.saveTime(),
                () -> {
                    saving = false;
                    log.write(LogType.EVENT, "Offthread save of savegame done.");
                });
    }

    void backup() {
        after(options.saveTime(), () -> log.write(LogType.NOTIFICATION, "Backup complete!"));
    }

    /// Ends the process at once, unsaved.
    void crash(int exitCode) {
        log.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    /// Never returns: from now on no line, no command and no signal but SIGKILL gets through.
    void hang() {
        hung = true;
        endIfAbandoned();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void after(Duration wait, Runnable action) {
        loop.at(System.nanoTime() + wait.toNanos(), action);
    }

    private void saveAtShutdown() {
        loop.post(this::stop);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The real server continues without a stdin.
    private void endOfInput() {
        if (!options.exitOnEof()) {
            return;
        }
        abandoned = true;
        endIfAbandoned();
        loop.post(this::stop);
    }

    /// Whoever set the option wants no process left behind, whether it hung or lost its input
    /// first.
    private void endIfAbandoned() {
        if (hung && abandoned) {
            Runtime.getRuntime().halt(1);
        }
    }
}
