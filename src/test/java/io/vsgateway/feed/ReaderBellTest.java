package io.vsgateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReaderBellTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ReaderBell bell = new ReaderBell(tasks::add);

    /// A reader that finds nothing and waits for the next ring.
    private final class Idle implements Runnable {
        private int rung;

        @Override
        public void run() {
            rung++;
            bell.await(this);
        }
    }

    @Test
    void readers_that_wait_anew_are_rung_once_a_ring() {
        var readers = new ArrayList<Idle>();
        for (int i = 0; i < 1000; i++) {
            readers.add(new Idle());
        }
        readers.forEach(bell::await);

        bell.ring();
        bell.ring();
        runAll();

        assertThat(readers).allMatch(reader -> reader.rung == 1);
        bell.ring();
        runAll();
        assertThat(readers).allMatch(reader -> reader.rung == 2);
    }

    @Test
    void a_reader_that_left_in_the_meantime_is_not_run() {
        var stays = new Idle();
        var leaves = new Idle();
        bell.await(stays);
        bell.await(leaves);
        bell.ring();

        bell.forget(leaves);
        runAll();

        assertThat(stays.rung).isEqualTo(1);
        assertThat(leaves.rung).isZero();
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
