package io.vsgateway.game.left;

import io.vsgateway.game.Receipt;
import io.vsgateway.game.process.StopLadder;
import io.vsgateway.game.process.Watch;
import io.vsgateway.kernel.Family;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A game of an earlier gateway that is to be ended: its pipes are lost, so it can neither be
/// commanded nor read.
public record Leftover(Family family, Watch watch) implements StopLadder.Target {
    @Override
    public boolean hasEnded() {
        return watch.isOver();
    }

    @Override
    public boolean await(Duration atMost, BooleanSupplier condition) {
        return watch.await(atMost, condition);
    }

    @Override
    public void say(String command, Consumer<Receipt> listener) {
        listener.accept(new Receipt.Rejected("its input is lost"));
    }

    @Override
    public void awaitSave() {}

    @Override
    public boolean isSaved() {
        return false;
    }

    @Override
    public void terminate() {
        family.terminate();
    }

    @Override
    public void kill() {
        family.kill();
    }
}
