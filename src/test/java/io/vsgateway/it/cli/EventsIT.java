package io.vsgateway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `vs-gateway events` and `publish`, as operators put them into pipes.
@Timeout(180)
@Tag("many-starts")
class EventsIT {
    private static final Map<String, String> KEY = Map.of("VS_API_KEY", GatewayProcess.ADMIN);

    private static GatewayProcess gateway;

    @BeforeAll
    static void startGateway() {
        gateway = GatewayProcess.with().start();
    }

    @AfterAll
    static void endGateway() {
        gateway.close();
    }

    @Test
    void what_is_published_is_printed_and_gone_on_with_by_its_id() throws Exception {
        Program.Outcome published =
                publish("{\"type\":\"note\",\"n\":1.50}\n{\"type\":\"note\",\"n\":2}\n", "app:e1");
        assertThat(published.exitCode()).as(published.errors()).isZero();
        List<String> ids = published.output().lines().toList();
        assertThat(ids).hasSize(2);

        Process all = events("app:e1", "--history", "10");
        Process rest = events("app:e1", "--json", "--last-event-id", ids.getFirst());
        try (BufferedReader lines = all.inputReader();
                BufferedReader objects = rest.inputReader()) {
            assertThat(lines.readLine()).matches("\\S+Z app:e1 note \\{.*\"n\":1\\.5.*}");
            assertThat(lines.readLine()).matches("\\S+Z app:e1 note \\{.*\"n\":2.*}");
            JsonNode second = Client.parse(objects.readLine());
            assertThat(second.path("event_id").asText()).isEqualTo(ids.getLast());
            assertThat(second.path("n").asInt()).isEqualTo(2);

            publish("{\"type\":\"late\"}\n", "app:e1");

            assertThat(lines.readLine()).contains(" app:e1 late");
            assertThat(Client.parse(objects.readLine()).path("type").asText()).isEqualTo("late");
        } finally {
            all.destroy();
            rest.destroy();
        }
    }

    @Test
    void it_ends_quietly_when_nobody_reads_any_more() throws Exception {
        Process events = events("app:e2", "--history", "10");
        publish("{\"type\":\"first\"}\n", "app:e2");
        try (BufferedReader out = events.inputReader()) {
            assertThat(out.readLine()).contains("first");
        }

        while (events.isAlive()) {
            publish("{\"type\":\"unread\"}\n", "app:e2");
        }

        assertThat(events.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(events.exitValue()).isZero();
        assertThat(events.errorReader().lines()).isEmpty();
    }

    @Test
    void a_key_that_is_published_twice_is_one_event() throws Exception {
        String[] args = {
            "publish",
            gateway.url(""),
            "app:e3",
            "{\"type\":\"a\"}",
            "--idempotency-key",
            "k",
            "--json"
        };
        JsonNode first = Client.parse(Program.run(KEY, "", args).output());
        JsonNode second = Client.parse(Program.run(KEY, "", args).output());

        assertThat(second.path("event_id")).isEqualTo(first.path("event_id"));
        assertThat(second.path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void who_may_not_is_told_so() throws Exception {
        Map<String, String> monitor = Map.of("VS_API_KEY", GatewayProcess.MONITOR);
        Program.Outcome published =
                Program.run(monitor, "", "publish", gateway.url(""), "app:e4", "{\"type\":\"a\"}");
        Program.Outcome wrong =
                Program.run(
                        Map.of("VS_API_KEY", "wrong-key-0123456789abcdef"),
                        "",
                        "events",
                        gateway.url(""),
                        "app:e4");

        assertThat(published.exitCode()).isEqualTo(1);
        assertThat(published.errors()).contains("the key's role may not do this");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.errors()).contains("is it the right key?");
    }

    private static Program.Outcome publish(String lines, String topic)
            throws IOException, InterruptedException {
        return Program.run(KEY, lines, "publish", gateway.url(""), topic);
    }

    private static Process events(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("events", gateway.url("")));
        all.addAll(List.of(arguments));
        var builder = new ProcessBuilder(GatewayProcess.command(all.toArray(String[]::new)));
        builder.environment().keySet().removeIf(name -> name.startsWith("VS_"));
        builder.environment().putAll(KEY);
        return builder.start();
    }
}
