package io.vsgateway.cli.channel;

import io.vsgateway.cli.options.ClientConfig;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.GatewayWord;
import io.vsgateway.cli.options.KeyOptions;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.Gateway;
import io.vsgateway.client.channel.ChannelClient;
import io.vsgateway.client.channel.ChannelEvent;
import io.vsgateway.client.channel.ChannelQuery;
import io.vsgateway.websocket.connection.WebSocketConfig;
import io.vsgateway.websocket.failure.WebSocketException;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `vs-gateway events`: what is published on topics, for people and pipes.
@Command(
        name = "events",
        description = {
            "Prints the events of topics as they come. A lost connection is made again, and events"
                    + " that were missed are told of on standard error. It ends when nobody reads"
                    + " what it prints any more.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nobody reads any more",
            "1:the gateway could not be reached, or did not allow it",
            "2:a wrong option or topic, or no key"
        })
public final class EventsCommand implements Callable<Integer> {
    /// The most events printed before a flush; as many may wait.
    private static final int BATCH = 500;

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..*",
            paramLabel = "[URL] [TOPIC...]",
            hideParamSyntax = true,
            description =
                    GatewayWord.HELP
                            + " (by default the one on this machine), and topics, such as chat:global. Without topics those"
                            + " that everybody gets.")
    private List<String> words = List.of();

    @Option(
            names = {"-n", "--history"},
            paramLabel = "N",
            description = "How many of the last events of each topic come first, 0 to 1000.")
    private @Nullable Integer history;

    @Option(
            names = "--last-event-id",
            paramLabel = "ID",
            description = "Go on behind the event that has this event_id.")
    private @Nullable String lastEventId;

    @Option(names = "--json", description = "Print each event as the object that it is.")
    private boolean json;

    @Mixin private KeyOptions keys = new KeyOptions();

    public EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Words given = Words.of(words);
        for (String topic : given.others()) {
            if (TopicPattern.parse(topic).isEmpty()) {
                throw CommandFailure.usage("no topic such as chat:global: " + topic);
            }
        }
        if (history != null && (history < 0 || history > ChannelMessage.MAX_HISTORY)) {
            throw CommandFailure.usage("--history wants a number from 0 to 1000, not " + history);
        }
        WebSocketConfig config = ClientConfig.from(surroundings.environment());
        Gateway gateway = keys.gateway(given.url(), surroundings);
        var query = new ChannelQuery("", new LinkedHashSet<>(given.others()), lastEventId, history);
        try {
            follow(gateway, query, config);
        } catch (WebSocketException e) {
            throw Wording.failure(e, gateway);
        }
        return 0;
    }

    private void follow(Gateway gateway, ChannelQuery query, WebSocketConfig config)
            throws InterruptedException {
        BlockingQueue<ChannelEvent> events = new ArrayBlockingQueue<>(BATCH);
        var printer = new EventPrinter(surroundings, json);
        try (var channels =
                new ChannelClient(gateway, query, config, event -> put(event, events))) {
            channels.connect();
            // This also flushes.
            while (!surroundings.out().checkError()) {
                var batch = new ArrayList<ChannelEvent>();
                batch.add(events.take());
                events.drainTo(batch);
                for (ChannelEvent event : batch) {
                    if (event instanceof ChannelEvent.Ended(WebSocketException why)) {
                        throw why;
                    }
                    printer.print(event);
                }
            }
        }
    }

    /// Runs on the client's thread, which waits while nobody reads, and so makes the gateway wait.
    private static void put(ChannelEvent event, BlockingQueue<ChannelEvent> events) {
        try {
            events.put(event);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
