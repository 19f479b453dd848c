package io.vsgateway.it.web;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.it.Client;
import io.vsgateway.it.NeedsBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The tabs of the installed Chromium as a person has them: one is looked at, the others are
/// hidden, and their timers are held back as Chromium does it. The driver of [WebBrowser] has every
/// page take itself for the one that is looked at.
///
/// It speaks Chromium's own protocol: commands in JSON over a WebSocket for each tab.
final class Tabs implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process chromium;
    private final String base;

    /// @param profile an empty folder
    Tabs(Path profile) throws IOException {
        chromium =
                new ProcessBuilder(
                                NeedsBrowser.Installed.browser().orElseThrow().toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--user-data-dir=" + profile,
                                "--remote-debugging-port=0",
                                // Timers of a hidden page run once a minute, and not only after
                                // five of them.
                                "--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1",
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            base = "http://127.0.0.1:" + port(profile) + "/json/";
        } catch (Exception e) {
            chromium.destroyForcibly();
            throw e;
        }
    }

    private String port(Path profile) throws IOException {
        Path port = profile.resolve("DevToolsActivePort");
        await().atMost(START)
                .failFast("it does not start", () -> !chromium.isAlive())
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        return Files.readAllLines(port).getFirst();
    }

    /// Opens a tab, which is looked at from then on.
    Tab open(String address) throws IOException, InterruptedException {
        JsonNode about =
                JSON.readTree(
                        call("PUT", "new?" + URLEncoder.encode(address, StandardCharsets.UTF_8)));
        Tab tab = new Tab(about.path("id").asText());
        tab.socket =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(about.path("webSocketDebuggerUrl").asText()), tab)
                        .join();
        tab.lookAt();
        return tab;
    }

    private String call(String method, String what) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + what))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /// Ends with the browser, be it looked at or not.
    final class Tab implements WebSocket.Listener {
        private final String id;
        private final AtomicInteger commands = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();
        private WebSocket socket;

        private Tab(String id) {
            this.id = id;
        }

        /// All others are hidden from then on.
        void lookAt() throws IOException, InterruptedException {
            call("GET", "activate/" + id);
            awaitTrue("document.visibilityState === 'visible'");
        }

        /// The value of an expression, as JSON has it.
        JsonNode value(String expression) {
            int number = commands.incrementAndGet();
            var answer = new CompletableFuture<JsonNode>();
            answers.put(number, answer);
            String command =
                    JSON.createObjectNode()
                            .put("id", number)
                            .put("method", "Runtime.evaluate")
                            .set(
                                    "params",
                                    JSON.createObjectNode()
                                            .put("expression", expression)
                                            .put("returnByValue", true))
                            .toString();
            socket.sendText(command, true).join();
            JsonNode result = answer.orTimeout(60, TimeUnit.SECONDS).join().path("result");
            if (result.has("exceptionDetails")) {
                throw new AssertionError(expression + ": " + result);
            }
            return result.path("result").path("value");
        }

        void awaitTrue(String expression) {
            awaitTrue(expression, Duration.ofSeconds(60));
        }

        void awaitTrue(String expression, Duration atMost) {
            await().atMost(atMost).until(() -> value(expression).asBoolean());
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                JsonNode whole = Client.parse(message.toString());
                message.setLength(0);
                CompletableFuture<JsonNode> answer = answers.remove(whole.path("id").asInt());
                if (answer != null) {
                    answer.complete(whole);
                }
            }
            webSocket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        chromium.descendants().forEach(ProcessHandle::destroyForcibly);
        chromium.destroyForcibly();
        http.close();
    }
}
