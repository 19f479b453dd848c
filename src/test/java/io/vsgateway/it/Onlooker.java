package io.vsgateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A client that notes the lines, states and receipts of the console as they come.
public final class Onlooker implements AutoCloseable {
    private static final List<String> FINAL = List.of("confirmed", "timed_out", "rejected");

    /// A line of the console.
    public record Line(String id, String stream, String level, String category, String text) {}

    /// What came of a command: its receipts, the reason of the last, and the lines seen meanwhile.
    public record Answer(List<String> receipts, String reason, List<String> lines) {}

    private final Client client;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<JsonNode> receipts = new ArrayList<>();
    private final List<JsonNode> gaps = new ArrayList<>();
    private int commands;

    private Onlooker(Client client) {
        this.client = client;
    }

    /// Sees everything from now on, and the last lines from before.
    public static Onlooker of(GatewayProcess gateway, int history) {
        return new Onlooker(
                Client.console(
                        gateway,
                        "format=json&history_lines=%d&api_key=%s"
                                .formatted(history, GatewayProcess.ADMIN)));
    }

    /// Sees everything behind a line.
    public static Onlooker after(GatewayProcess gateway, String id) {
        return new Onlooker(
                Client.console(
                        gateway,
                        "format=json&last_event_id=%s&api_key=%s"
                                .formatted(id, GatewayProcess.ADMIN)));
    }

    public Client client() {
        return client;
    }

    public List<Line> lines() {
        return lines;
    }

    public List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    public List<String> states() {
        return states;
    }

    public List<JsonNode> gaps() {
        return gaps;
    }

    /// Forgets what it has seen.
    public Onlooker anew() {
        lines.clear();
        states.clear();
        receipts.clear();
        gaps.clear();
        return this;
    }

    /// Waits until a line ends like this, and returns the first that does.
    public Line seesLineEnding(String end) {
        return seesLine(line -> line.text().endsWith(end));
    }

    public Line seesLine(Predicate<Line> wanted) {
        while (true) {
            var seen = lines.stream().filter(wanted).findFirst();
            if (seen.isPresent()) {
                return seen.get();
            }
            note();
        }
    }

    /// Waits until the latest state is this one.
    public void seesState(String state) {
        while (states.isEmpty() || !states.getLast().equals(state)) {
            note();
        }
    }

    /// Sends a command; answers to it are found by the id that is returned.
    public String sends(String command) {
        String id = "command-" + ++commands;
        client.command(command, id);
        return id;
    }

    /// Sends a command and waits for its last receipt.
    public Answer asks(String command) {
        int from = lines.size();
        String id = sends(command);
        while (!isFinal(id)) {
            note();
        }
        return answer(id, from);
    }

    /// Sends a command and waits for its last receipt and for a line that ends like this.
    public Answer asks(String command, String end) {
        int from = lines.size();
        String id = sends(command);
        while (!isFinal(id) || answer(id, from).lines().stream().noneMatch(l -> l.endsWith(end))) {
            note();
        }
        return answer(id, from);
    }

    /// The statuses of a command's receipts so far.
    public List<String> receipts(String id) {
        return receipts.stream()
                .filter(receipt -> receipt.path("id").asText().equals(id))
                .map(receipt -> receipt.path("status").asText())
                .toList();
    }

    public void seesReceipt(String id, String status) {
        while (!receipts(id).contains(status)) {
            note();
        }
    }

    public void seesLastReceipt(String id) {
        while (!isFinal(id)) {
            note();
        }
    }

    private Answer answer(String id, int from) {
        String reason =
                receipts.stream()
                        .filter(receipt -> receipt.path("id").asText().equals(id))
                        .reduce((_, last) -> last)
                        .map(receipt -> receipt.path("reason").asText())
                        .orElse("");
        return new Answer(receipts(id), reason, texts().subList(from, lines.size()));
    }

    private boolean isFinal(String id) {
        return receipts(id).stream().anyMatch(FINAL::contains);
    }

    private void note() {
        JsonNode frame;
        try {
            frame = Client.parse(client.next());
        } catch (AssertionError e) {
            throw new AssertionError(
                    "%s; states %s, receipts %s, last lines %s"
                            .formatted(
                                    e.getMessage(),
                                    states,
                                    receipts,
                                    lines.subList(Math.max(0, lines.size() - 20), lines.size())),
                    e);
        }
        switch (frame.path("type").asText()) {
            case "line" ->
                    lines.add(
                            new Line(
                                    frame.path("id").asText(),
                                    frame.path("stream").asText(),
                                    frame.path("level").asText(),
                                    frame.path("category").asText(),
                                    frame.path("text").asText()));
            case "state" -> states.add(frame.path("state").asText());
            case "receipt" -> receipts.add(frame);
            case "gap" -> gaps.add(frame);
            default -> {}
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
