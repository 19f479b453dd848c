package io.vsgateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that watch only some of the lines, with both ways of writing.
@Tag("alone")
class FilterIT {
    private static final String LAST_OF_MANY = "flood line 12000 of 12000";

    /// Costs the matcher much for each character, and is found nowhere.
    private static final String COSTLY = "(?i)((a|b|c|d|e|f|l|o|x).{0,6}){30}never written";

    /// One whose game takes commands.
    private static GatewayProcess gateway(String writer) {
        GatewayProcess gateway =
                GatewayProcess.with()
                        .set("VS_SESSION_WRITER", writer)
                        .set("VS_CONSOLE_MONITOR_VIEW", "redacted")
                        .set("VS_CONSOLE_BUFFER_LINES", "20000")
                        .demo("--rate 0 --start-time 10ms --save-time 10ms")
                        .start();
        try (Client client = Client.admin(gateway)) {
            client.expect("game is ready");
        }
        return gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "plain"})
    void history_live_lines_and_resume_are_those_that_match(String writer) {
        try (GatewayProcess gateway = gateway(writer);
                Client all = Client.admin(gateway)) {
            all.command("/demo flood 12000", "fill");
            all.expect(LAST_OF_MANY);

            String last;
            try (Client some = filtered(gateway, "history_lines=7&grep=", "line \\d*000 of")) {
                assertThat(texts(some, 7))
                        .satisfies(texts -> assertThat(texts.getFirst()).contains("line 6000 of"))
                        .satisfies(texts -> assertThat(texts.getLast()).contains(LAST_OF_MANY));

                all.command("/demo flood 2500", "more");
                assertThat(texts(some, 1).getFirst()).contains("line 1000 of 2500");
                last = line(some).path("id").asText();
            }
            all.expect("flood line 2500 of 2500");
            all.command("/demo flood 1000", "most");
            try (Client back =
                    filtered(
                            gateway,
                            "history_lines=9&last_event_id=" + last + "&grep=",
                            "line \\d*000 of")) {
                assertThat(texts(back, 1).getFirst()).contains("line 1000 of 1000");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "plain"})
    void a_level_is_the_least_one_and_holds_for_the_gateways_own_lines_too(String writer) {
        try (GatewayProcess gateway = gateway(writer);
                Client all = Client.admin(gateway)) {
            all.expect("game is ready");
            all.command("/demo exception", "1");
            all.command("/demo crash 7", "2");
            all.expect("exit code 7");

            try (Client severe = filtered(gateway, "history_lines=10000&level=", "warn")) {
                List<JsonNode> lines = new ArrayList<>();
                do {
                    lines.add(line(severe));
                } while (!lines.getLast().path("text").asText().contains("exit code 7"));

                assertThat(lines)
                        .allMatch(line ->
                                List.of("warn", "error", "fatal")
                                        .contains(line.path("level").asText()))
                        .anyMatch(line -> line.path("text").asText().startsWith("   at "))
                        .noneMatch(line -> line.path("text").asText().contains("game started"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "plain"})
    void a_costly_expression_over_a_full_memory_slows_nobody_else(String writer) {
        try (GatewayProcess gateway = gateway(writer);
                Client all = Client.admin(gateway)) {
            all.command("/demo flood 12000", "fill");
            all.expect(LAST_OF_MANY);
            List<Client> greedy = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                greedy.add(filtered(gateway, "history_lines=10000&grep=", COSTLY));
            }

            all.command("/announce to be seen at once", "now");
            all.expect("Message to all in group 0: to be seen at once");

            // One who asks for little is served in turn with those who ask for much.
            try (Client patient = filtered(gateway, "history_lines=1&grep=", "seen at once")) {
                for (Client client : greedy) {
                    client.expect("\"type\":\"state\"");
                    assertThat(client.pending()).isEmpty();
                    client.close();
                }
                assertThat(line(patient).path("text").asText()).contains("seen at once");
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grep=(", "level=loud"})
    void a_wrong_filter_is_told_and_is_none(String parameter) {
        try (GatewayProcess gateway = gateway("framed");
                Client client =
                        Client.console(
                                gateway,
                                "format=json&api_key=" + GatewayProcess.ADMIN + "&" + parameter)) {
            assertThat(client.expect("\"code\":\"invalid_parameter\""))
                    .contains(parameter.substring(0, parameter.indexOf('=')));
            client.expect("\"type\":\"line\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"framed", "plain"})
    void a_monitor_cannot_search_for_what_it_may_not_see(String writer) {
        try (GatewayProcess gateway = gateway(writer);
                Client all = Client.admin(gateway)) {
            // Before it reads, two commands would be one to it.
            all.expect("game is ready");
            all.command("/announce from 192.0.2.77 to 2", "1");
            all.command("/announce and done", "2");
            all.expect("Message to all in group 0: and done");

            try (Client monitor =
                    Client.console(
                            gateway,
                            "format=json&api_key="
                                    + GatewayProcess.MONITOR
                                    + "&grep="
                                    + encoded("192.0.2|and done"))) {
                assertThat(texts(monitor, 1).getFirst()).contains("and done");
            }
        }
    }

    private static Client filtered(GatewayProcess gateway, String parameters, String value) {
        return Client.console(
                gateway,
                "format=json&api_key=" + GatewayProcess.ADMIN + "&" + parameters + encoded(value));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static JsonNode line(Client client) {
        Predicate<JsonNode> isLine = message -> message.path("type").asText().equals("line");
        return client.json(isLine);
    }

    private static List<String> texts(Client client, int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(line(client).path("text").asText());
        }
        return texts;
    }
}
