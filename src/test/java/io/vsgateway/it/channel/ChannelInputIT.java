package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.access.FrameSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients and back-ends should not send: each gets the right error or close code, nothing of
/// it comes into the order, and the log has no error.
class ChannelInputIT {
    private static GatewayProcess gateway;
    private static Rest service;
    private static double before;

    @BeforeAll
    static void start() {
        // Nothing but what the tests send is in the order.
        gateway = Player.gateway("framed").set("VS_BRIDGE_CONSOLE_TO_CHANNELS", "false").start();
        service = new Rest(gateway, Player.SERVICE_KEY);
        before = order();
    }

    @AfterAll
    static void stop() {
        assertThat(order()).isEqualTo(before);
        gateway.closeCalm();
    }

    private static double order() {
        return service.get("/api/v1/websocket/metrics").path("order").asDouble();
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, vs.channels.v1.json",
        "/ws/chat, vs.channels.v1.json",
        "/api/v1alpha1/console, vs.console.v1.json",
        "/api/v1alpha1/console/ws, vs.console.v1.json"
    })
    void the_subprotocol_that_is_agreed_on_is_the_endpoints_own(String path, String own) {
        for (String offered :
                List.of(
                        "vs.channels.v1.json, vs.console.v1.json",
                        "vs.console.v1.json,vs.channels.v1.json",
                        own.startsWith("vs.console")
                                ? "vs.channels.v1.json"
                                : "vs.console.v1.json")) {
            try (Client client =
                    Client.connect(
                            gateway.port(),
                            path,
                            true,
                            "X-API-Key: " + GatewayProcess.ADMIN,
                            "Sec-WebSocket-Protocol: " + offered)) {
                assertThat(client.subprotocol()).isEqualTo(offered.contains(own) ? own : "");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {                                                                       | invalid_message
                    []                                                                      | invalid_message
                    "subscribe"                                                             | invalid_message
                    17                                                                      | invalid_message
                    {"type":7}                                                              | invalid_message
                    {"id":"x"}                                                              | invalid_message
                    {"type":"no_such_type","id":"x"}                                        | unknown_type
                    {"type":"subscribe","id":"x"}                                           | invalid_message
                    {"type":"subscribe","id":"x","topics":"room:a"}                         | invalid_message
                    {"type":"subscribe","id":"x","topics":["room"]}                         | invalid_message
                    {"type":"subscribe","id":"x","topics":["room:a b"]}                     | invalid_message
                    {"type":"subscribe","id":"x","topics":["nowhere:a"]}                    | invalid_message
                    {"type":"subscribe","id":"x","topics":["room:a"],"history":-1}          | invalid_message
                    {"type":"subscribe","id":"x","topics":["room:a"],"last_event_id":"?"}   | invalid_message
                    {"type":"unsubscribe","id":"x","topic":"room:never"}                    | not_subscribed
                    {"type":"unsubscribe","id":"x"}                                         | invalid_message
                    {"type":"publish","id":"x","topic":"room:a"}                            | invalid_message
                    {"type":"publish","id":"x","event":{"type":"a"}}                        | invalid_message
                    {"type":"publish","id":"x","topic":"room:a","event":[]}                 | invalid_message
                    {"type":"publish","id":"x","topic":"room:a","event":{"type":"Bad"}}     | invalid_message
                    {"type":"publish","id":"x","topic":"room:a","event":{"type":"gap"}}     | invalid_message
                    {"type":"publish","id":"x","topic":"room:a","event":{"type":"system"}}  | forbidden
                    {"type":"publish","id":"x","topic":"room:a","event":{"type":"a","b":"\\ud800"}} | invalid_message
                    {"type":"publish","id":"x","topic":"system:all","event":{"type":"a"}}   | forbidden
                    {"type":"publish","id":"x","topic":"user:eve","event":{"type":"a"}}     | forbidden
                    {"type":"history","id":"x","topic":"user:eve"}                          | forbidden
                    {"type":"history","id":"x","topic":"room:a","limit":0}                  | invalid_message
                    {"type":"presence","id":"x","topic":"combat:c9"}                        | forbidden
                    {"type":"chat_message","id":"x","channel":"nowhere","content":"hi"}     | invalid_message
                    {"type":"chat_message","id":"x","channel":"global","content":7}         | invalid_message
                    {"type":"chat_message","id":"x","channel":"global","content":" \\n "}   | invalid_message
                    {"type":"chat_message","id":"x","channel":"global","content":"\\u200d"} | invalid_message
                    {"type":"chat_message","id":"x","channel":"guild","content":"hi"}       | not_found
                    {"type":"chat_message","id":"x","channel":"party","content":"hi"}       | invalid_message
                    {"type":"chat_message","id":"x","channel":"party","party":"p","content":"a"}| forbidden
                    {"type":"chat_message","id":"x","channel":"private","content":"hi"}     | invalid_message
                    {"type":"chat_message","id":"x","channel":"private","to":"game:Bob","content":"hi"}| not_found
                    {"type":"chat_message","id":"x","channel":"private","to":"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü","content":"a"}| not_found
                    {"type":"typing","id":"x","channel":"global","typing":"yes"}            | invalid_message
                    {"type":"typing","id":"x","channel":"guild","typing":true}              | not_found
                    {"type":"typing","id":"x","channel":"party","party":"p","typing":true}  | forbidden
                    {"type":"moderate","id":"x","action":"praise","user_id":"u"}            | invalid_message
                    {"type":"moderate","id":"x","action":"mute"}                            | invalid_message
                    {"type":"moderate","id":"x","action":"mute","user_id":"u","seconds":0}  | invalid_message
                    {"type":"moderate","id":"x","action":"delete","topic":"chat:global"}    | invalid_message
                    {"type":"moderate","id":"x","action":"mute","user_id":"u"}              | forbidden
                    {"type":"moderate","id":"x","action":"ban","user_id":"ada"}             | forbidden
                    {"type":"moderate","id":"x","action":"delete","topic":"chat:global","event_id":"a-1"}| forbidden
                    {"type":"metadata","id":"x","data":7}                                   | invalid_message
                    {"type":"ack","id":"x","event_id":"nothing"}                            | invalid_message
                    """)
    void bad_messages_get_the_right_error_and_the_connection_stays(String message, String code) {
        try (Player ada = Player.connect(gateway, "/ws", "ada")) {
            ada.await("connected");
            ada.client().send(message);
            JsonNode error = ada.await("error");
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText()).doesNotContain("nowhere", "Bad");
            if (message.contains("\"id\":\"x\"")) {
                assertThat(error.path("id").asText()).isEqualTo("x");
            }
            assertThat(ada.ask("ping", "").path("type").asText()).isEqualTo("pong");
        }
    }

    @Test
    void nesting_without_end_and_long_events_are_refused() {
        try (Player ada = Player.connect(gateway, "/ws", "ada");
                Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            ada.await("connected");
            bot.await("connected");
            for (String endless :
                    List.of("x".repeat(501), "\uD83D\uDE80".repeat(501), "x\\n".repeat(300))) {
                JsonNode error =
                        ada.ask("chat_message", "'channel':'global','content':'" + endless + "'");
                assertThat(error.path("code").asText()).isEqualTo("too_long");
            }
            ada.client().send("{\"type\":\"publish\",\"id\":\"x\",\"event\":" + "[".repeat(10_000));
            assertThat(ada.await("error").path("code").asText()).isEqualTo("invalid_message");
            String deep = "[".repeat(20) + "]".repeat(20);
            ada.client()
                    .send(
                            "{\"type\":\"publish\",\"id\":\"x\",\"topic\":\"room:a\",\"event\":{\"type\":\"a\",\"d\":"
                                    + deep
                                    + "}}");
            assertThat(ada.await("error").path("code").asText()).isEqualTo("invalid_message");
            bot.client()
                    .send(
                            "{\"type\":\"publish\",\"id\":\"x\",\"topic\":\"room:a\",\"event\":{\"type\":\"a\",\"d\":\""
                                    + "x".repeat(70_000)
                                    + "\"}}");
            assertThat(bot.await("error").path("code").asText()).isEqualTo("too_long");
        }
    }

    @Test
    void a_connection_has_so_many_topics() {
        try (Player ada = Player.connect(gateway, "/ws", "ada");
                Player somebody = Player.anonymous(gateway, "/ws/game")) {
            ada.await("connected");
            somebody.await("connected");
            ada.send("{'type':'subscribe','topics':[" + rooms(0, 100) + "]}");
            ada.send("{'type':'subscribe','topics':[" + rooms(100, 50) + "]}");
            somebody.send("{'type':'subscribe','topics':[" + rooms(0, 30) + "]}");

            assertThat(ada.await("error").path("code").asText()).isEqualTo("limit_reached");
            assertThat(somebody.await("error").path("code").asText()).isEqualTo("limit_reached");
            int topics =
                    service.get("/api/v1alpha1/users/ada")
                            .path("connections")
                            .get(0)
                            .path("topics")
                            .size();
            assertThat(topics).isEqualTo(128);
        }
    }

    private static String rooms(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "'room:many%d'".formatted(i))
                .collect(Collectors.joining(","));
    }

    @Test
    void what_is_no_text_or_too_much_closes() {
        try (Player binary = Player.connect(gateway, "/ws", "binary");
                Player broken = Player.connect(gateway, "/ws", "broken");
                Player big = Player.connect(gateway, "/ws", "big");
                Player flood = Player.connect(gateway, "/ws", "flood")) {
            binary.await("connected");
            broken.await("connected");
            big.await("connected");
            flood.await("connected");
            binary.client().frame(FrameSocket.FIN | 0x2, new byte[] {1, 2, 3});
            broken.client()
                    .frame(FrameSocket.FIN | FrameSocket.TEXT, new byte[] {'"', (byte) 0xFF});
            big.client().send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(17_000) + "\"}");
            // 40 at once, a few more meanwhile, and 500 that are too many.
            for (int i = 0; i < 700; i++) {
                flood.client().send("{\"type\":\"ping\"}");
            }

            assertThat(binary.client().closed().code()).isEqualTo(1003);
            assertThat(broken.client().closed().code()).isEqualTo(1007);
            assertThat(big.client().closed().code()).isEqualTo(1009);
            assertThat(flood.client().closed().code()).isEqualTo(4429);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'event':{'type':'a'}}",
                "{'all':false,'event':{'type':'a'}}",
                "{'all':true}",
                "{'all':true,'event':null}",
                "{'all':true,'event':'a'}",
                "{'all':true,'event':{}}",
                "{'all':true,'room':'a','event':{'type':'a'}}",
                "{'room':'a b','event':{'type':'a'}}",
                "{'topic':7,'event':{'type':'a'}}",
                "{'topics':[],'event':{'type':'a'}}",
                "{'topics':['room:a',null],'event':{'type':'a'}}",
                "{'topics':'room:a','event':{'type':'a'}}",
                "{'user':'','event':{'type':'a'}}",
                "{'all':true,'event':{'type':'a'},'idempotency_key':''}",
                "{'all':true,'event':{'type':'a'},'retain':''}",
                "{'all':true,'event':{'type':'a'}} x",
                "{'all':true,'event':{'type':'a'}}{'all':true,'event':{'type':'b'}}",
                "{'all':1,'event':{'type':'a'}}",
                "{'all':'true','event':{'type':'a'}}",
                "{'user':7,'event':{'type':'a'}}",
                "{'room':true,'event':{'type':'a'}}",
                "{'topics':[7.5],'event':{'type':'a'}}",
                "{'all':true,'event':{'type':'a','n':1e99999999999}}",
                "{'topic':'system:connections','event':{'type':'user_joined'}}",
                "{'topics':['room:a','system:connections'],'event':{'type':'a'}}",
                "{'room':'a','event':{'type':'a'},'exclude_user':'\\ud800'}",
                "{'publications':[{'room':'a','event':{'type':'a'}}],'room':'q','event':{'type':'a'}}",
                "{'publications':[{'room':'a','event':{'type':'a'}}],'all':false}"
            })
    void bad_publications_are_told_what_is_wrong(String body) {
        var answer =
                service.request()
                        .contentType("application/json")
                        .body(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1alpha1/publish");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(Client.parse(answer.asString()).path("detail").asText()).isNotEmpty();
    }

    @Test
    void only_the_gateway_tells_who_is_connected() {
        try (Player bot = Player.with(gateway, "/ws", Player.SERVICE_KEY)) {
            JsonNode answer =
                    bot.ask(
                            "publish",
                            "'topic':'system:connections','event':{'type':'user_joined'}");
            assertThat(answer.path("code").asText()).isEqualTo("forbidden");
        }
    }

    @Test
    void numbers_of_an_event_are_passed_on_as_they_were_written() {
        String numbers = "[1.50,1e400,12345678901234567890123,0.1234567890123456789,1e-400,2E+5]";
        try (Player reader = Player.with(gateway, "/ws?topics=room:exact", Player.SERVICE_KEY)) {
            reader.await("connected");
            String event = "{\"type\":\"exact\",\"numbers\":" + numbers + "}";
            service.post("/api/v1alpha1/publish", "{\"room\":\"exact\",\"event\":" + event + "}");
            reader.client()
                    .send(
                            "{\"type\":\"publish\",\"topic\":\"room:exact\",\"event\":"
                                    + event
                                    + "}");

            for (int i = 0; i < 2; i++) {
                String got = reader.client().expect(message -> message.contains("\"exact\","));
                String told = got.substring(got.indexOf('['), got.indexOf(']') + 1);
                assertThat(told.replace("E+", "e"))
                        .isEqualTo(
                                "[1.50,1e400,12345678901234567890123,0.1234567890123456789,1E-400,2e5]");
            }
        }
        before += 2;
    }

    @Test
    void the_key_of_one_is_nobody_elses() {
        String publish = "'topic':'room:keys','event':{'type':'a'},'idempotency_key':'%s'";
        String service = "{'room':'keys','event':{'type':'b'},'idempotency_key':'%s'}";
        for (String user : List.of("service-key", "service", "bot", "by:key")) {
            try (Player eve = Player.connect(gateway, "/ws", user)) {
                JsonNode taken = eve.ask("publish", publish.formatted("order-" + user));
                assertThat(taken.path("type").asText()).isEqualTo("ack");
            }
            JsonNode placed =
                    ChannelInputIT.service.post(
                            "/api/v1alpha1/publish",
                            service.formatted("order-" + user).replace('\'', '"'));
            assertThat(placed.path("duplicate").asBoolean()).as(user).isFalse();
        }
        try (Player eve = Player.connect(gateway, "/ws", "combat")) {
            eve.ask("publish", publish.formatted("fight0\\n"));
        }
        String fight =
                "{'id':'fight0','participants':[{'user_id':'a'},{'user_id':'b'}]}"
                        .replace('\'', '"');
        assertThat(
                        ChannelInputIT.service
                                .request()
                                .contentType("application/json")
                                .body(fight)
                                .post("/api/v1alpha1/combat")
                                .statusCode())
                .isEqualTo(201);
        before = order();
    }

    @Test
    void a_monitor_reads_by_rest_what_it_may_follow() {
        var monitor = new Rest(gateway, GatewayProcess.MONITOR);
        for (String own : List.of("user:eve", "chat:party:p", "combat:c")) {
            assertThat(
                            monitor.request()
                                    .get("/api/v1alpha1/topics/" + own + "/history")
                                    .statusCode())
                    .as(own)
                    .isEqualTo(403);
        }
        assertThat(monitor.get("/api/v1alpha1/topics/room:a/history").has("events")).isTrue();
        assertThat(service.get("/api/v1alpha1/topics/user:eve/history").has("events")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /topics/nothing/history, 400",
        "GET, /topics/room:a/history?before=x, 400",
        "GET, /topics/room:a/history?limit=0, 400",
        "GET, /topics/room:a%20b/presence, 400",
        "GET, /users?limit=5000, 400",
        "GET, /connections/none, 404",
        "DELETE, /connections/none, 404",
        "DELETE, /users/x/connections?code=1234, 400",
        "DELETE, /topics/nothing/events/a-1, 400",
        "DELETE, /topics/chat:global/events/nothing, 400",
        "DELETE, /topics/chat:global/events/a-1?reason=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 400",
        "DELETE, /topics/chat:global/events/a-1, 404",
        "DELETE, /topics/game:all/events/a-1, 403",
        "PUT, /topics/x/members/y, 400",
        "PUT, /rooms/a%3Ab%3Ac%3Ad/users/y, 400"
    })
    void bad_questions_are_told_what_is_wrong(String method, String path, int status) {
        var answer =
                service.request().urlEncodingEnabled(false).request(method, "/api/v1alpha1" + path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }
}
