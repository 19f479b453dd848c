package io.vsgateway.cli.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.GatewayApi;
import io.vsgateway.text.SafeText;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.websocket.failure.WebSocketTimeoutException;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `vs-gateway publish`: events for a topic, from an argument or from standard input.
@Command(
        name = "publish",
        description =
                "Publishes an event on a topic, or each line of standard input as one, and prints"
                        + " its event_id.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was published",
            "1:it was not, or the gateway could not be reached or did not allow it",
            "2:a wrong option, topic or event, or no key",
            "3:no answer in time: it may have been published"
        })
public final class PublishCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final Surroundings surroundings;

    @Parameters(
            arity = "1..*",
            paramLabel = "[URL] TOPIC [JSON]",
            hideParamSyntax = true,
            description =
                    GatewayWord.HELP
                            + " (by default the one on this machine), the topic, and the event in quotes, such as"
                            + " '{\"type\":\"note\"}'. Without an event each line of standard input"
                            + " is one.")
    private List<String> words = List.of();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "Of several events with the same key one is published.")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--retain",
            paramLabel = "NAME",
            description = "Keep it as the topic's latest value of this name.")
    private @Nullable String retain;

    @Option(names = "--exclude-user", paramLabel = "ID", description = "This user does not get it.")
    private @Nullable String excludeUser;

    @Option(names = "--json", description = "Print the gateway's whole answer.")
    private boolean json;

    @Mixin private KeyOptions keys = new KeyOptions();

    public PublishCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Words given = Words.of(words);
        List<String> others = given.others();
        if (others.isEmpty() || others.size() > 2) {
            throw CommandFailure.usage(
                    "a topic and an event in quotes are wanted, such as app:tasks"
                            + " '{\"type\":\"note\"}'");
        }
        String topic = others.getFirst();
        if (TopicName.parse(topic).isEmpty()) {
            throw CommandFailure.usage("no topic such as chat:global: " + topic);
        }
        boolean isSingle = others.size() == 2;
        ObjectNode event = isSingle ? checked(others.getLast(), "the event") : null;
        if (!isSingle && keys.takesInput()) {
            throw CommandFailure.usage("standard input cannot be both the key and the events");
        }
        if (!isSingle && idempotencyKey != null) {
            throw CommandFailure.usage("--idempotency-key is for a single event");
        }
        WebSocketConfig config = ClientConfig.from(surroundings.environment());
        Gateway gateway = keys.gateway(given.url(), surroundings);
        try (var api = new GatewayApi(gateway, config.openTimeout())) {
            if (event != null) {
                publish(topic, event, api);
            } else {
                publishLines(topic, api);
            }
            return 0;
        } catch (WebSocketTimeoutException e) {
            surroundings.err().println("vs-gateway publish: timed out: " + Wording.of(e));
            return CommandFailure.TIMED_OUT;
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
    }

    private void publishLines(String topic, GatewayApi api)
            throws InterruptedException, IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                publish(topic, checked(line, "line " + number), api);
            }
        }
    }

    /// Refuses in advance what the gateway would refuse.
    private static ObjectNode checked(String event, String which) {
        if (EventBody.read(event) instanceof EventBody.Reading.Bad(var _, String why)) {
            throw CommandFailure.usage(which + " cannot be published: " + why);
        }
        try {
            return (ObjectNode) JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    private void publish(String topic, ObjectNode event, GatewayApi api)
            throws InterruptedException {
        ObjectNode publication = JSON.createObjectNode().put("topic", topic);
        publication.set("event", event);
        publication.put(
                "idempotency_key",
                idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey);
        if (retain != null) {
            publication.put("retain", retain);
        }
        if (excludeUser != null) {
            publication.put("exclude_user", excludeUser);
        }
        JsonNode answer = api.publish(publication);
        surroundings
                .out()
                .println(
                        json
                                ? SafeText.json(answer.toString())
                                : Wording.safe(answer.path("event_id").asText()));
        surroundings.out().flush();
    }
}
