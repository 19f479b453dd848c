package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.access.FrameSocket;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One client and its several connections, one behind the other, to whichever gateway comes: it
/// reads slowly, stalls, leaves a topic and comes back to it, is cut and comes back by the last id
/// it has seen, until it is told of the end.
public final class WanderingReader implements Runnable {
    private static final int MOST_TOPICS = 20;

    private final List<GatewayProcess> gateways;
    private final String user;
    private final List<String> rooms = new ArrayList<>();
    private final Random random;

    /// Whether gateways may refuse it or vanish.
    private final boolean isAmidTrouble;

    private final Ledger ledger = new Ledger();
    private final List<String> begins = new ArrayList<>();
    private int questions;
    private String last = "";

    /// Where the connection began, and the last of each topic since: who comes back to a topic
    /// shows what they saw of it, as others may have gone on before they had left it.
    private String resumedFrom = "";

    private final Map<String, String> lastOf = new HashMap<>();
    private volatile boolean isOver;
    private volatile boolean isGivenUp;
    private @Nullable Throwable failure;

    /// It has connected once when it is made, and knows where it begins.
    public WanderingReader(List<GatewayProcess> gateways, int number, int topics, Random random) {
        this(gateways, number, topics, random, false);
    }

    private WanderingReader(
            List<GatewayProcess> gateways,
            int number,
            int topics,
            Random random,
            boolean isAmidTrouble) {
        this.gateways = gateways;
        this.user = "u" + number;
        this.random = random;
        this.isAmidTrouble = isAmidTrouble;
        for (int i = 0; i < Math.min(topics, MOST_TOPICS); i++) {
            String room = "t" + random.nextInt(topics);
            if (!rooms.contains(room)) {
                rooms.add(room);
            }
        }
        connect().close();
    }

    /// One among gateways that vanish and are replaced by others in the list.
    public static WanderingReader amidTrouble(
            List<GatewayProcess> gateways, int number, int topics, Random random) {
        return new WanderingReader(gateways, number, topics, random, true);
    }

    private Client connect() {
        while (true) {
            try {
                return connectOnce();
            } catch (UncheckedIOException | FrameSocket.Refused | AssertionError e) {
                if (!isAmidTrouble || isGivenUp) {
                    throw e;
                }
                pause(20 + random.nextInt(80));
            }
        }
    }

    private Client connectOnce() {
        String target =
                "/ws?rooms="
                        + String.join(",", rooms)
                        + (last.isEmpty() ? "" : "&last_event_id=" + last);
        GatewayProcess gateway = gateways.get(random.nextInt(gateways.size()));
        Client client = Player.raw(gateway, target, Player.token(user, Map.of()), true);
        try {
            JsonNode connected = welcome(client);
            String id = connected.path("last_event_id").asText();
            if (id.isEmpty() && last.isEmpty()) {
                throw new AssertionError("the gateway knows no order yet");
            }
            last = id.isEmpty() ? last : id;
        } catch (AssertionError e) {
            client.close();
            throw e;
        }
        lastOf.clear();
        resumedFrom = last;
        begins.add(gateway.port() + ":" + last);
        ledger.begins(last);
        return client;
    }

    private JsonNode welcome(Client client) {
        Optional<JsonNode> first = client.nextUnlessClosed().map(Client::parse);
        return first.filter(m -> m.path("type").asText().equals("connected"))
                .orElseThrow(() ->
                        new AssertionError(
                                "%s was not let in: %s"
                                        .formatted(
                                                user,
                                                first.isPresent()
                                                        ? first.get()
                                                        : client.closed())));
    }

    @Override
    public void run() {
        try {
            while (!isOver) {
                try (Client client = connect()) {
                    int most = 1 + random.nextInt(300);
                    for (int i = 0; i < most && !isOver; i++) {
                        if (take(client).isEmpty()) {
                            break;
                        }
                        if (random.nextInt(100) == 0) {
                            leaveAndComeBack(client, rooms.get(random.nextInt(rooms.size())));
                        }
                    }
                }
            }
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    /// What it missed comes as history, and then the topic goes on in the flow.
    private void leaveAndComeBack(Client client, String room) {
        String topic = "room:" + room;
        String mark = lastOf(topic);
        boolean isBack = false;
        try {
            if (asks(client, "'type':'unsubscribe','topic':'%s'".formatted(topic))) {
                mark = lastOf(topic);
                isBack =
                        asks(
                                client,
                                "'type':'subscribe','topics':['%s'],'last_event_id':'%s'"
                                        .formatted(topic, mark));
            }
        } catch (UncheckedIOException e) {
            if (!isAmidTrouble) {
                throw e;
            }
        }
        if (!isBack) {
            // The next connection comes behind the last id.
            ledger.wasAway(topic, mark, last);
            client.close();
        }
    }

    private String lastOf(String topic) {
        return lastOf.getOrDefault(topic, resumedFrom);
    }

    /// @return whether the last part of the answer came before the connection was gone
    private boolean asks(Client client, String members) {
        String id = "q" + ++questions;
        client.send("{'id':'%s',%s}".formatted(id, members).replace('\'', '"'));
        while (!isOver) {
            Optional<JsonNode> message = take(client);
            if (message.isEmpty()) {
                return false;
            }
            if (message.get().path("id").asText().equals(id)) {
                String type = message.get().path("type").asText();
                if (type.equals("unsubscribed") || message.get().path("final").asBoolean()) {
                    return true;
                }
                if (type.equals("error")) {
                    return false;
                }
            }
        }
        return false;
    }

    /// @return empty if the connection is gone
    private Optional<JsonNode> take(Client client) {
        if (random.nextInt(40) == 0) {
            pause(random.nextInt(100));
        }
        Optional<JsonNode> next = client.nextUnlessClosed().map(Client::parse);
        if (next.isEmpty() && !isAmidTrouble) {
            throw new AssertionError("the connection is gone: " + client.closed());
        }
        next.ifPresent(this::take);
        return next;
    }

    private void take(JsonNode message) {
        String type = message.path("type").asText();
        String topic = message.path("topic").asText();
        switch (type) {
            case "gap" -> gap(message);
            case "subscribed" -> {
                String end = message.path("last_event_id").asText();
                if (message.has("recovered") && !message.path("recovered").asBoolean()) {
                    ledger.gap(topic, end, end, false);
                }
            }
            case "history" -> message.path("events").forEach(event -> remembered(topic, event));
            default -> {
                // An event, or of no interest.
            }
        }
        if (message.has("event_id") && !type.equals("ack")) {
            last = message.path("event_id").asText();
            ledger.came(message);
            lastOf.put(topic, last);
        }
        isOver = type.equals("the_end");
    }

    /// What a topic's past begins with may be a gap.
    private void remembered(String topic, JsonNode event) {
        if (event.path("type").asText().equals("gap")) {
            gap(event);
            lastOf.put(topic, event.path("to").asText());
        } else {
            ledger.remembered(event);
            lastOf.put(topic, event.path("event_id").asText());
        }
    }

    private void gap(JsonNode gap) {
        ledger.gap(
                gap.path("topic").asText(),
                gap.path("from").asText(),
                gap.path("to").asText(),
                gap.path("recovered").asBoolean());
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// It waits for no gateway any more.
    public void giveUp() {
        isGivenUp = true;
    }

    /// Whether it was told anywhere that something is missing.
    public boolean wasToldGaps() {
        return ledger.hasGaps();
    }

    /// How often it has connected.
    public int connections() {
        return begins.size();
    }

    /// What came, the same everywhere: digests by id and topic.
    public Map<String, Integer> contents() {
        return ledger.contents();
    }

    /// Ids rose and none came twice, but behind a gap that took everything away; each event that
    /// was acknowledged has come, or a gap that covers it.
    ///
    /// @param acknowledged topics by the id of their events
    public void check(Map<String, String> acknowledged) {
        assertThat(failure).as(user).isNull();
        assertThat(isOver).as("%s came to the end", user).isTrue();
        assertThat(ledger.faults()).as("%s, connected at %s", user, begins).isEmpty();
        acknowledged.forEach((id, topic) -> {
            if (rooms.contains(topic.substring("room:".length()))) {
                ledger.checkTold(user + ", connected at " + begins, id, topic);
            }
        });
    }
}
