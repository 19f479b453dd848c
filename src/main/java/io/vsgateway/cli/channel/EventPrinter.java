package io.vsgateway.cli.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.channel.ChannelEvent;
import io.vsgateway.text.SafeText;
import java.util.List;

/// What happens on the channels, for people or programs: published events on stdout, everything
/// else on stderr.
final class EventPrinter {
    private static final List<String> ENVELOPE = List.of("type", "event_id", "timestamp", "topic");

    private final Surroundings surroundings;
    private final boolean asJson;

    EventPrinter(Surroundings surroundings, boolean asJson) {
        this.surroundings = surroundings;
        this.asJson = asJson;
    }

    void print(ChannelEvent event) {
        switch (event) {
            case ChannelEvent.Published published -> print(published.json());
            case ChannelEvent.Value value -> print(value.json());
            case ChannelEvent.Past past -> past.entries().forEach(this::print);
            case ChannelEvent.Gap gap -> note(gap(gap));
            case ChannelEvent.Unsubscribed left ->
                    note("no more of " + left.topic() + ": " + left.reason());
            case ChannelEvent.PresenceChanged change ->
                    note(
                            "%s %s %s"
                                    .formatted(
                                            change.who().user() == null
                                                    ? change.who().userId()
                                                    : change.who().user(),
                                            change.joined() ? "joined" : "left",
                                            change.topic()));
            case ChannelEvent.TokenExpiring expiring ->
                    note("the credential ends in " + expiring.in().toSeconds() + " s");
            case ChannelEvent.Notice notice -> note(notice.message());
            case ChannelEvent.Error error -> note(error.message());
            case ChannelEvent.Connected connected when connected.after() != null ->
                    note("connected again");
            case ChannelEvent.Reconnecting lost ->
                    note(Wording.retrying(lost.why(), lost.delay(), lost.attempt()));
            case ChannelEvent.Connected _,
                    ChannelEvent.Subscribed _,
                    ChannelEvent.Resumed _,
                    ChannelEvent.Present _,
                    ChannelEvent.Done _,
                    ChannelEvent.Ended _ -> {}
        }
    }

    private static String gap(ChannelEvent.Gap gap) {
        String missed =
                gap.count() == null
                        ? "events were missed here"
                        : gap.count() == 1
                                ? "1 event was missed here"
                                : gap.count() + " events were missed here";
        return gap.topic()
                + ": "
                + (gap.recovered()
                        ? missed
                        : "what was missed is lost; what follows is all there is");
    }

    private void print(JsonNode event) {
        surroundings.out().println(asJson ? SafeText.json(event.toString()) : line(event));
    }

    /// `time topic type {"the":"rest"}`
    private static String line(JsonNode event) {
        ObjectNode rest = event.deepCopy();
        rest.remove(ENVELOPE);
        return Wording.safe(
                        "%s %s %s"
                                .formatted(
                                        event.path("timestamp").asText(),
                                        event.path("topic").asText(),
                                        event.path("type").asText()))
                + (rest.isEmpty() ? "" : " " + SafeText.json(rest.toString()));
    }

    private void note(String text) {
        surroundings.out().flush();
        surroundings.err().println("vs-gateway events: " + Wording.safe(text));
    }
}
