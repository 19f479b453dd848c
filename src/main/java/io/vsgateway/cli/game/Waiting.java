package io.vsgateway.cli.game;

import io.vsgateway.client.GatewayApi;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import java.time.Duration;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/// `--wait`: asks the gateway again and again, until the game is as it should be.
final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(250);

    @Option(
            names = "--wait",
            description =
                    "Wait until the game is ready, or with stop and kill until it has ended; or until it will not become so by itself.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "Longest wait, such as 30s or 10m (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofMinutes(10);

    boolean isWanted() {
        return wait;
    }

    /// @return the first view that it is over with
    /// @throws WebSocketTimeoutException if there is none in time
    GameView until(Predicate<GameView> over, GatewayApi api) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            var view = new GameView(api.server());
            if (over.test(view)) {
                return view;
            }
            if (System.nanoTime() - began > timeout.toNanos()) {
                throw new WebSocketTimeoutException(
                        "the game did not get beyond \"" + view.headline() + "\"", timeout);
            }
            Thread.sleep(BETWEEN);
        }
    }
}
