package io.vsgateway.cli.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.kernel.Program;
import io.vsgateway.text.SafeText;
import io.vsgateway.websocket.failure.AuthenticationException;
import io.vsgateway.websocket.failure.ConnectionFailedException;
import io.vsgateway.websocket.failure.ProblemException;
import io.vsgateway.websocket.failure.WebSocketException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `vs-gateway upgrade`: see that the new binary runs, put it in the place of the running one, let
/// the gateway restart in place, and put the former one back if that does not come about.
@Command(
        name = "upgrade",
        description = {
            "Puts a new native binary in the place of the one that a gateway on this machine runs, and"
                    + " restarts that gateway in place: its game goes on (VS_GAME_IO=files), and its"
                    + " clients come back with their last id. The former binary stays beside it, as"
                    + " FILE.previous, and is put back if the new one does not start."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the gateway runs the new binary",
            "1:it does not, and the former one is in its place; or the gateway could not be reached"
                    + " or did not allow it",
            "2:a wrong option or file, or no key"
        })
public final class UpgradeCommand implements Callable<Integer> {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "The new binary.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "URL",
            description = GatewayWord.HELP + "; by default the one on this machine.")
    private @Nullable String url;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1m",
            description =
                    "How long the gateway may take until it is back (${DEFAULT-VALUE}); then the"
                            + " former binary is put back, and waited for as long.")
    private Duration timeout = Duration.ofMinutes(1);

    @Mixin private KeyOptions keys = new KeyOptions();

    public UpgradeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        String fresh = versionOf(file);
        Gateway gateway = keys.gateway(url, surroundings);
        try (var api =
                new GatewayApi(
                        gateway, ClientConfig.from(surroundings.environment()).openTimeout())) {
            upgrade(api, fresh);
            return 0;
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
    }

    private static String versionOf(Path binary) {
        if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
            throw CommandFailure.usage(binary + " is no file that can be run (chmod +x?)");
        }
        try {
            return Program.version(List.of(binary.toAbsolutePath().toString()));
        } catch (IOException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()));
        }
    }

    private void upgrade(GatewayApi api, String fresh) throws InterruptedException {
        JsonNode before = api.gateway();
        if (before.hasNonNull("obstacle")) {
            throw CommandFailure.failed(
                    "nothing was changed: " + SafeText.of(before.path("obstacle").asText(), false));
        }
        Installation installation = installation(before);
        try {
            installation.put(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw CommandFailure.failed(
                    "%s cannot be replaced: %s".formatted(installation.program(), e));
        }
        tell("%s is in place: %s", installation.program(), fresh);
        try {
            api.restartGateway();
        } catch (ProblemException | AuthenticationException e) {
            putBack(installation);
            throw e;
        } catch (ConnectionFailedException _) {
            // It may be restarting already.
        }
        if (isBack(api, before)) {
            tell("the gateway runs it; the former one is %s", installation.former());
            return;
        }
        putBack(installation);
        throw CommandFailure.failed(
                isBack(api, before)
                        ? "the new binary did not start; the former one runs again"
                        : "the new binary did not start, and the gateway does not run: the former one"
                                + " is in its place again, start it; a game that was left goes on");
    }

    private static Installation installation(JsonNode gateway) {
        String binary = gateway.path("binary").asText("");
        if (binary.isEmpty()) {
            throw CommandFailure.failed(
                    "the gateway runs under Java: put the new folder in the place of the former one"
                            + " and restart it (POST …/gateway/restart, or SIGHUP)");
        }
        Path program = Path.of(binary);
        if (!Files.isRegularFile(program)) {
            throw CommandFailure.failed(
                    "the gateway's binary is not on this machine: " + SafeText.of(binary, false));
        }
        return new Installation(program);
    }

    private static void putBack(Installation installation) {
        try {
            installation.putBack();
        } catch (IOException e) {
            throw CommandFailure.failed("the former binary could not be put back: " + e);
        }
    }

    /// Waits until another start of the gateway answers; returns whether one does.
    private boolean isBack(GatewayApi api, JsonNode before) throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < timeout.toNanos()) {
            try {
                if (!api.gateway().path("started_at").equals(before.path("started_at"))) {
                    return true;
                }
            } catch (WebSocketException _) {
                // It is just about to begin.
            }
            Thread.sleep(BETWEEN);
        }
        return false;
    }

    private void tell(String what, Object... its) {
        surroundings.err().printf("vs-gateway upgrade: " + what + "%n", its);
    }
}
