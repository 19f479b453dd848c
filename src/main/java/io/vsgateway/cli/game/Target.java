package io.vsgateway.cli.game;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.text.SafeText;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What these commands share: which gateway, with which key, and how it answers.
final class Target {
    /// An answer that is none of a failure: the game is not as it was asked for.
    static final int NOT_SO = 4;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = GatewayWord.HELP + "; by default the one on this machine.")
    private @Nullable String url;

    @Option(names = "--json", description = "Print what the gateway answered, as JSON.")
    private boolean json;

    @Mixin private KeyOptions keys = new KeyOptions();

    /// What is asked of the gateway; its result is the exit code.
    @FunctionalInterface
    interface Question {
        int ask(GatewayApi api) throws InterruptedException;
    }

    /// @param name of the command, for what is told on standard error
    int ask(String name, Surroundings its, Question question) throws InterruptedException {
        Gateway gateway = keys.gateway(url, its);
        try (var api =
                new GatewayApi(gateway, ClientConfig.from(its.environment()).openTimeout())) {
            return question.ask(api);
        } catch (WebSocketTimeoutException e) {
            its.err().println("vs-gateway " + name + ": timed out: " + Wording.of(e));
            return CommandFailure.TIMED_OUT;
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
    }

    boolean json() {
        return json;
    }

    static void print(Surroundings its, JsonNode answer) {
        its.out().println(SafeText.json(answer.toString()));
    }
}
