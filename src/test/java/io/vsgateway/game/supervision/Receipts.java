package io.vsgateway.game.supervision;

import static org.awaitility.Awaitility.await;

import io.vsgateway.game.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The receipts of one command.
public final class Receipts implements Consumer<Receipt> {
    private final List<Receipt> all = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Receipt receipt) {
        all.add(receipt);
    }

    /// Such as `[accepted, written]`, of now.
    public List<String> now() {
        return all.stream().map(Receipt::status).toList();
    }

    /// All of them, once the final one is there.
    public List<String> atEnd() {
        if (!isEnded()) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(this::isEnded);
        }
        return now();
    }

    private boolean isEnded() {
        return !all.isEmpty() && all.getLast().isFinal();
    }

    public String reason() {
        atEnd();
        return all.getLast().reason();
    }
}
