package io.vsgateway.it.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.AsyncApi;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.websocket.WebSocketClient;
import io.vsgateway.websocket.connection.Endpoint;
import io.vsgateway.websocket.connection.WebSocketConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a gateway sends on its channels is what `/q/asyncapi` says.
@Timeout(120)
class DescribedFramesIT {
    @Test
    void every_frame_is_described() throws Exception {
        List<JsonNode> frames = new ArrayList<>();
        try (var gateway = GatewayProcess.with().start();
                var first = connect(gateway, "/ws?topics=room:a&history=10")) {
            say(
                    first,
                    frames,
                    "{'type':'subscribe','id':'1','topics':['room:b','app:tasks']}",
                    "{'type':'publish','id':'2','topic':'room:b','event':{'type':'note','n':1.50},'retain':'n','idempotency_key':'k'}",
                    "{'type':'publish','id':'3','topic':'room:b','event':{'type':'note','n':1.50},'retain':'n','idempotency_key':'k'}",
                    "{'type':'history','id':'4','topic':'room:b','limit':5}",
                    "{'type':'presence','id':'5','topic':'room:b'}",
                    "{'type':'publish','id':'6'}",
                    "{'type':'dance'}",
                    "{'type':'metadata','id':'7','data':{'device':'phone'}}",
                    "{'type':'chat_message','id':'9','channel':'global','content':'Hello world!'}",
                    "{'type':'typing','id':'10','channel':'global','typing':true}",
                    "{'type':'unsubscribe','id':'8','topic':'app:tasks'}",
                    "{'type':'ping','id':'end'}");
            try (var second = connect(gateway, "/ws?topics=room:b&last_event_id=old-1")) {
                say(second, frames, "{'type':'ping','id':'end'}");
            }

            Set<String> kinds =
                    frames.stream().map(AsyncApi::nameOfFrame).collect(Collectors.toSet());
            assertThat(kinds)
                    .contains(
                            "gateway.connected",
                            "gateway.subscribed",
                            "gateway.unsubscribed",
                            "gateway.ack",
                            "gateway.error",
                            "gateway.event",
                            "gateway.history",
                            "gateway.presence",
                            "gateway.gap",
                            "gateway.resumed",
                            "gateway.pong");
        }
        for (JsonNode frame : frames) {
            assertThat(AsyncApi.problemsOfFrame(frame)).as("%s", frame).isEmpty();
        }
    }

    private static WebSocketClient connect(GatewayProcess gateway, String path)
            throws InterruptedException {
        String url = "ws" + gateway.url(path).substring("http".length());
        return new WebSocketClient(
                        Endpoint.of(url)
                                .subprotocols(
                                        "vs.channels.v1.json", "bearer", GatewayProcess.ADMIN),
                        WebSocketConfig.DEFAULT)
                .connect();
    }

    /// Says these and takes all that comes up to the answer to the last, which has the id `end`.
    private static void say(WebSocketClient socket, List<JsonNode> frames, String... messages)
            throws InterruptedException {
        for (String message : messages) {
            socket.send(message.replace('\'', '"'));
        }
        JsonNode frame;
        do {
            frame = socket.receiveJson();
            frames.add(frame);
        } while (!frame.path("id").asText().equals("end"));
    }
}
