package io.vsgateway.fanout.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Recollection;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.TopicName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fetches what Redis remembers, for a gateway that comes to the order or has lost it.
///
/// It is asked topic by topic while others go on publishing: what is read is older than `end` or
/// comes once more by the stream.
final class Recall {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Answers that are waited for at the same time.
    private static final int AT_ONCE = 256;

    private static final String SET_OF_MEMBERS = "members";
    private static final String NOTES = "notes";

    /// Says that the gateway lives, if it is time to.
    @FunctionalInterface
    interface Sign {
        void give() throws IOException, InterruptedException;
    }

    private final Link link;
    private final String prefix;
    private final Envelope envelope;
    private final Position end;
    private final int mostTopics;
    private final Sign sign;

    /// Of topics beyond those many, something up to here may be left out.
    private long leftOut;

    Recall(Link link, String prefix, Envelope envelope, Position end, int mostTopics, Sign sign) {
        this.link = link;
        this.prefix = prefix;
        this.envelope = envelope;
        this.end = end;
        this.mostTopics = mostTopics;
        this.sign = sign;
    }

    /// A topic by what it is called there. While keys are exchanged it may be there by two names.
    ///
    /// @param latest its last entry
    private record Place(TopicName name, String label, long latest) {}

    Recollection fetch() throws IOException, InterruptedException {
        var topics = new LinkedHashMap<TopicName, Recollection.Remembered>();
        List<Place> places = places();
        for (int i = 0; i < places.size(); i += AT_ONCE) {
            fetch(places.subList(i, Math.min(places.size(), i + AT_ONCE)), topics);
            sign.give();
        }
        return new Recollection(end, leftOut, topics, members(), notes());
    }

    /// The field of a note is its subject and its key.
    private List<Change.Note> notes() throws IOException, InterruptedException {
        Response all = link.read(Request.cmd(Command.HGETALL).arg(prefix + NOTES));
        if (all == null) {
            return List.of();
        }
        var notes = new ArrayList<Change.Note>();
        for (String field : all.getKeys()) {
            envelope.note(field, all.get(field).toString()).ifPresent(notes::add);
        }
        return notes;
    }

    /// Those that something was published to last, in that order, and when; one more tells up to
    /// where something is left out.
    private List<Place> places() throws IOException, InterruptedException {
        Request newest =
                Request.cmd(Command.ZRANGE)
                        .arg(prefix + "topics")
                        .arg(0)
                        .arg(mostTopics)
                        .arg("REV")
                        .arg("WITHSCORES");
        // Names that Redis itself has forgotten.
        Response forgotten =
                link.read(Request.cmd(Command.HGET).arg(prefix + "hub").arg("forgotten"));
        if (forgotten != null) {
            leftOut = Math.min(end.offset(), forgotten.toLong());
        }
        var places = new ArrayList<Place>();
        for (Response one : list(link.read(newest))) {
            String label = one.get(0).toString();
            long offset = Math.min(end.offset(), (long) one.get(1).toDouble().doubleValue());
            Optional<TopicName> name = envelope.topic(label);
            if (places.size() == mostTopics || name.isEmpty()) {
                leftOut = Math.max(leftOut, offset);
            } else {
                places.add(new Place(name.get(), label, offset));
            }
        }
        return places.reversed();
    }

    private static Iterable<Response> list(@Nullable Response response) {
        return response == null ? List.of() : response;
    }

    private List<Change.Membership> members() throws IOException, InterruptedException {
        var members = new ArrayList<Change.Membership>();
        for (Response one :
                list(link.read(Request.cmd(Command.SMEMBERS).arg(prefix + SET_OF_MEMBERS)))) {
            envelope.membership(one.toString()).ifPresent(members::add);
        }
        return members;
    }

    private void fetch(List<Place> places, Map<TopicName, Recollection.Remembered> into)
            throws IOException, InterruptedException {
        var requests = new ArrayList<Request>(places.size() * 3);
        for (Place place : places) {
            String stream = prefix + "t:" + place.label();
            requests.add(Request.cmd(Command.XRANGE).arg(stream).arg("-").arg(end.offset() + "-0"));
            requests.add(Request.cmd(Command.XINFO).arg("STREAM").arg(stream));
            requests.add(Request.cmd(Command.HGETALL).arg(prefix + "r:" + place.label()));
        }
        List<@Nullable Response> answers = link.readAll(requests);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            Response values = answers.get(3 * i + 2);
            List<Entry> retained = values == null ? List.of() : retained(place.name(), values);
            into.merge(
                    place.name(),
                    remembered(place, answers.get(3 * i), answers.get(3 * i + 1), retained),
                    Recollection.Remembered::and);
        }
    }

    private Recollection.Remembered remembered(
            Place place,
            @Nullable Response stream,
            @Nullable Response about,
            List<Entry> retained) {
        if (stream == null || about == null) {
            return new Recollection.Remembered(place.latest(), List.of(), retained);
        }
        List<Entry> entries =
                envelope.entries(stream).stream().map(one -> one.entry(end.epoch())).toList();
        long forgotten = forgotten(entries, about);
        // Up to the last one that cannot be read, nothing is sure.
        for (Entry entry : entries) {
            if (!isOf(place.name(), entry.change())) {
                forgotten = entry.position().offset();
            }
        }
        return new Recollection.Remembered(forgotten, entries, retained).clipped();
    }

    private static boolean isOf(TopicName name, Change change) {
        return switch (change) {
            case Change.Publication one -> one.topics().contains(name);
            case Change.Deletion one -> one.topic().equals(name);
            default -> false;
        };
    }

    /// If entries were ever removed, then those before the first that is there.
    private long forgotten(List<Entry> entries, Response about) {
        if (about.get("entries-added").toLong().equals(about.get("length").toLong())) {
            return 0;
        }
        return entries.isEmpty()
                ? Math.min(end.offset(), Words.offset(about.get("last-generated-id")))
                : entries.getFirst().position().offset() - 1;
    }

    private List<Entry> retained(TopicName name, Response values) throws IOException {
        var retained = new ArrayList<Entry>();
        for (String key : values.getKeys()) {
            try {
                JsonNode value = JSON.readTree(values.get(key).toString());
                var written =
                        new Words.Fields(
                                "event",
                                envelope.label(name),
                                value.path(2).asText(),
                                value.path(4).asText(),
                                value.path(3).asText(),
                                key);
                envelope.retained(name, written)
                        .ifPresent(change ->
                                retained.add(
                                        new Entry(
                                                new Position(end.epoch(), value.path(0).asLong()),
                                                Instant.ofEpochMilli(value.path(1).asLong()),
                                                change)));
            } catch (JsonProcessingException e) {
                throw new IOException("a retained value cannot be read", e);
            }
        }
        retained.sort((a, b) -> Long.compare(a.position().offset(), b.position().offset()));
        return retained;
    }
}
