package io.vsgateway.it.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.deploy.Tool;
import io.vsgateway.it.Client;
import io.vsgateway.it.Script;
import io.vsgateway.it.TlsFront;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In Node, with npm's `ws`.
class NodeSnippetIT extends SnippetContract {
    @Override
    Snippet start(String script, String address, String token) {
        return start(Map.of(), script, address, token);
    }

    private static Snippet start(
            Map<String, String> more, String script, String address, String token) {
        var environment = new HashMap<>(more);
        Path library = Path.of(Tool.named("ws").path());
        environment.put("NODE_PATH", library.getParent().toString());
        List<String> command =
                Tool.named("node")
                        .command(
                                CLIENTS.resolve("node.js").toString(),
                                CLIENTS.resolve(script).toString(),
                                address.replaceFirst("^http", "ws"),
                                token);
        return new Process(Script.start(environment, command));
    }

    @Test
    void through_a_proxy_with_tls_it_is_the_same(@TempDir Path folder) {
        String user = name();
        try (TlsFront front = TlsFront.of(gateway(), folder);
                Snippet board =
                        start(
                                Map.of("NODE_EXTRA_CA_CERTS", front.certificate().toString()),
                                "tasks.js",
                                front.url(),
                                token(user))) {
            board.await("message", "connected");
            task(user, 1);

            board.await("message", "task_1");
        }
    }

    @Test
    void a_header_shows_who_it_is() {
        String user = name();
        try (Snippet client = credentials(token(user))) {
            client.run("byHeader()");

            assertThat(client.await("header", "connected").path("user_id").asText())
                    .isEqualTo(user);
        }
    }

    private record Process(Script script) implements Snippet {
        @Override
        public void run(String code) {
            script.type(code);
        }

        @Override
        public List<JsonNode> reports() {
            return script.output().stream().map(Client::parse).toList();
        }

        @Override
        public void close() {
            script.close();
        }
    }
}
