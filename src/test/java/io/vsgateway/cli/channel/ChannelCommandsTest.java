package io.vsgateway.cli.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vsgateway.cli.CommandRun;
import io.vsgateway.websocket.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `events` and `publish` up to the point where a gateway takes over.
@Timeout(60)
class ChannelCommandsTest {
    private static final Map<String, String> KEY = Map.of("VS_API_KEY", "k".repeat(20));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    events localhost:1 chat            | no topic such as chat:global: chat
                    events localhost:1 'chat:a b'      | no topic such as chat:global: 'chat:a
                    events localhost:1 chat:a -n 1001  | --history wants a number from 0 to 1000, not 1001
                    publish localhost:1                | a topic and an event in quotes are wanted
                    publish localhost:1 chat:* {}      | no topic such as chat:global: chat:*
                    publish localhost:1 app:a {}       | the event cannot be published: event: type must be
                    publish localhost:1 app:a {        | the event cannot be published: event: it must be a JSON object
                    publish localhost:1 app:a {} {}    | a topic and an event in quotes are wanted
                    publish localhost:1 app:a --key-file - | standard input cannot be both the key and the events
                    publish localhost:1 app:a --idempotency-key k | --idempotency-key is for a single event
                    """,
            quoteCharacter = '"')
    void what_is_wrong_is_told_before_anybody_is_asked(String line, String said) {
        var outcome = new CommandRun(KEY).run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).contains(said);
    }

    @Test
    void events_are_lines_or_objects_and_all_else_is_told_beside_them() {
        var text = follow();
        var json = follow("--json");

        assertThat(text.output())
                .isEqualTo(
                        """
                        2026-01-31T10:15:30.123Z app:a note {"text":"a\\u202eb\\u001Bc","n":1}
                        2026-01-31T10:15:31.000Z app:a empty
                        2026-01-31T10:15:32.000Z game:all game_status {"state":"running"}
                        """);
        assertThat(json.output().lines())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "{\"type\":\"note\",\"event_id\":\"e-1\",\"timestamp\":\"2026-01-31T10:15:30.123Z\","
                                + "\"topic\":\"app:a\",\"text\":\"a\\u202eb\\u001Bc\",\"n\":1}");
        assertThat(text.errors())
                .contains(
                        "vs-gateway events: app:a: 12 events were missed here\n",
                        "vs-gateway events: no more of room:vip: permission\n",
                        "vs-gateway events: you may not\n",
                        "closed with 4003");
        assertThat(text.exitCode()).isEqualTo(1);
    }

    private static CommandRun.Outcome follow(String... options) {
        try (var server =
                new RawServer(connection -> {
                    String head = connection.head();
                    assertThat(head).contains("Authorization: Bearer " + KEY.get("VS_API_KEY"));
                    if (head.startsWith("GET /api/v1alpha1/auth/me ")) {
                        connection.send(ME);
                        return;
                    }
                    connection.shakeHandsOn(
                            head, "Sec-WebSocket-Protocol: vs.channels.v1.json\r\n");
                    for (String frame : FRAMES) {
                        connection.text(frame);
                    }
                    connection.leave(4003, "");
                    connection.next(RawServer.CLOSE);
                })) {
            var args = new ArrayList<>(List.of("events", "127.0.0.1:" + server.port(), "app:a"));
            args.addAll(List.of(options));
            return new CommandRun(KEY).run(args.toArray(String[]::new));
        }
    }

    private static final String ME =
            "HTTP/1.1 200 OK\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{\"role\":\"admin\"}";

    private static final List<String> FRAMES =
            List.of(
                    "{\"type\":\"connected\",\"connection_id\":\"c\",\"role\":\"admin\",\"topics\":[]}",
                    "{\"type\":\"note\",\"event_id\":\"e-1\",\"timestamp\":\"2026-01-31T10:15:30.123Z\","
                            + "\"topic\":\"app:a\",\"text\":\"a\u202eb\\u001bc\",\"n\":1}",
                    "{\"type\":\"empty\",\"event_id\":\"e-2\",\"timestamp\":\"2026-01-31T10:15:31.000Z\",\"topic\":\"app:a\"}",
                    "{\"type\":\"gap\",\"topic\":\"app:a\",\"from\":\"e-3\",\"to\":\"e-14\",\"count\":12,\"recovered\":true}",
                    "{\"type\":\"game_status\",\"timestamp\":\"2026-01-31T10:15:32.000Z\",\"topic\":\"game:all\",\"state\":\"running\"}",
                    "{\"type\":\"unsubscribed\",\"topic\":\"room:vip\",\"reason\":\"permission\"}",
                    "{\"type\":\"error\",\"code\":\"forbidden\",\"message\":\"you may not\"}");

    @Test
    void each_line_is_published_and_gets_its_id() throws IOException {
        var bodies = new CopyOnWriteArrayList<String>();
        HttpServer server = gateway(bodies);
        try {
            var outcome =
                    new CommandRun(
                                    KEY,
                                    "{\"type\":\"a\",\"n\":1.50}\n\n{\"type\":\"b\"}\nno\n{\"type\":\"c\"}\n")
                            .run("publish", address(server), "app:a", "--retain", "x");

            assertThat(outcome.output()).isEqualTo("e-1\ne-2\n");
            assertThat(outcome.errors())
                    .isEqualTo(
                            "vs-gateway publish: line 4 cannot be published: event: it must be a JSON object\n");
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(bodies).hasSize(2);
            assertThat(bodies.getFirst())
                    .startsWith(
                            "{\"topic\":\"app:a\",\"event\":{\"type\":\"a\",\"n\":1.50},\"idempotency_key\":\"")
                    .endsWith("\",\"retain\":\"x\"}");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void one_event_is_published_with_what_the_options_say() throws IOException {
        var bodies = new CopyOnWriteArrayList<String>();
        HttpServer server = gateway(bodies);
        try {
            var outcome =
                    new CommandRun(KEY)
                            .run(
                                    "publish",
                                    address(server),
                                    "app:a",
                                    "{\"type\":\"a\"}",
                                    "--idempotency-key",
                                    "k",
                                    "--exclude-user",
                                    "u1",
                                    "--json");

            assertThat(outcome.output()).isEqualTo("{\"event_id\":\"e-1\",\"duplicate\":false}\n");
            assertThat(outcome.errors()).isEmpty();
            assertThat(outcome.exitCode()).isZero();
            assertThat(bodies)
                    .containsExactly(
                            "{\"topic\":\"app:a\",\"event\":{\"type\":\"a\"},\"idempotency_key\":\"k\",\"exclude_user\":\"u1\"}");
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer gateway(List<String> bodies) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1alpha1/publish",
                call -> {
                    bodies.add(
                            new String(
                                    call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    byte[] answer =
                            ("{\"event_id\":\"e-" + bodies.size() + "\",\"duplicate\":false}")
                                    .getBytes(StandardCharsets.UTF_8);
                    call.sendResponseHeaders(202, answer.length);
                    call.getResponseBody().write(answer);
                    call.close();
                });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
