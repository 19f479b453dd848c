package io.vsgateway.bench.channel;

import io.vsgateway.bench.socket.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A back-end that publishes over REST, several events at once.
final class RestPublisher implements AutoCloseable {
    /// Most events in one request.
    static final int MOST = 1000;

    private static final int ACCEPTED = 202;
    private static final Pattern PLACED = Pattern.compile("\"event_id\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String key;
    private final Duration atMost;

    RestPublisher(Target target, String key, Duration atMost) {
        this.uri =
                URI.create(
                        "http://" + target.host() + ":" + target.port() + "/api/v1alpha1/publish");
        this.key = key;
        this.atMost = atMost;
    }

    /// Publishes the events of a plan from one index on, before another.
    ///
    /// @return the ids of those that were taken
    /// @throws IOException if they were not
    List<String> publish(Plan plan, int from, int to) throws IOException, InterruptedException {
        var body = new StringBuilder("{\"publications\":[");
        for (int i = from; i < to; i++) {
            body.append(i == from ? "" : ",")
                    .append("{\"topic\":\"")
                    .append(plan.topic(i))
                    .append("\",\"event\":")
                    .append(plan.event(i))
                    .append('}');
        }
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .timeout(atMost)
                        .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString()))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            throw new IOException("a publication was answered with " + answer.statusCode());
        }
        var ids = new ArrayList<String>(to - from);
        Matcher placed = PLACED.matcher(answer.body());
        while (placed.find()) {
            ids.add(placed.group(1));
        }
        return ids;
    }

    @Override
    public void close() {
        client.close();
    }
}
