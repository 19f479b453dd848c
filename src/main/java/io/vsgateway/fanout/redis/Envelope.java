package io.vsgateway.fanout.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.redis.client.Response;
import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Proposal;
import io.vsgateway.seal.Seal;
import io.vsgateway.wire.channel.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Closes what a gateway writes into the order and opens what it reads there; without keys it is
/// written in plain [Words].
///
/// Sealed, an entry has in its body all that it says. Outside stand its kind, the subject of a
/// note, the place of what is deleted, and labels by which the script finds topics, members, notes,
/// what is retained and keys of proposals: the same for the same name, and of no use without the
/// key. What can be opened says itself which topics it belongs to; so it cannot be moved to
/// another.
final class Envelope {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "topic";
    private static final String KEY = "key";
    private static final String RETAINED = "retained";

    /// In the place of a name to retain: the note is one no more.
    private static final String GONE = "-";

    private final Seal seal;
    private final String prefix;

    /// @param prefix what all keys begin with
    Envelope(Seal seal, String prefix) {
        this.seal = seal;
        this.prefix = prefix;
    }

    private String place(String kind) {
        return prefix + kind;
    }

    private static String memberOf(String topic) {
        return "member\n" + topic;
    }

    private static String noteOn(String subject) {
        return "note\n" + subject;
    }

    /// Arguments of the script for a proposal, behind its number.
    List<String> arguments(Proposal proposal, Function<TopicName, Bounds> bounds) {
        List<Change> changes = proposal.changes();
        if (changes.size() == 1) {
            return arguments(changes.getFirst(), proposal.key(), bounds);
        }
        var all = new ArrayList<String>();
        for (Change change : changes) {
            if (all.isEmpty()) {
                all.addAll(arguments(change, proposal.key(), bounds));
            } else {
                all.add(Script.WITH_THE_ONE_BEFORE);
                all.addAll(arguments(change, null, bounds));
            }
        }
        return all;
    }

    private List<String> arguments(
            Change change, @Nullable String key, Function<TopicName, Bounds> bounds) {
        Words.Fields plain = Words.fields(change);
        Words.Fields written = seal.isOn() && !plain.isOfScript() ? closed(plain) : plain;
        return List.of(
                key(key),
                written.kind(),
                written.topics(),
                bounds(change, bounds),
                written.type(),
                written.body(),
                written.argument(),
                written.retain(),
                others(plain, key));
    }

    private static String bounds(Change change, Function<TopicName, Bounds> bounds) {
        List<TopicName> topics =
                switch (change) {
                    case Change.Publication one -> one.topics();
                    case Change.Deletion one -> List.of(one.topic());
                    default -> List.of();
                };
        return Words.joined(topics, topic -> bounds.apply(topic).text());
    }

    /// What the script remembers of the key of a proposal; empty if it has none.
    String key(@Nullable String key) {
        return key == null ? "" : seal.marks(KEY, key).getFirst();
    }

    /// What the same is called under each of the other keys.
    private String others(Words.Fields plain, @Nullable String key) {
        if (seal.keys() <= 1) {
            return "";
        }
        return IntStream.range(1, seal.keys())
                .mapToObj(i -> {
                    Words.Fields other = labels(plain, i);
                    String mark = key == null ? "" : seal.marks(KEY, key).get(i);
                    String[] parts = {mark, other.topics(), other.argument(), other.retain()};
                    return String.join(",", parts) + ';';
                })
                .collect(Collectors.joining());
    }

    private Words.Fields closed(Words.Fields plain) {
        return labels(plain, 0).withBody(seal.close(place(plain.kind()), text(plain)));
    }

    /// What can be seen of an entry.
    private Words.Fields labels(Words.Fields plain, int index) {
        String topics =
                Words.split(plain.topics()).stream()
                        .map(topic -> seal.labels(TOPIC, topic).get(index))
                        .collect(Collectors.joining(" "));
        String argument = plain.argument();
        return switch (plain.kind()) {
            case "event" -> plain.labelled(topics, "", "", mark(RETAINED, plain.retain(), index));
            case "delete" -> plain.labelled(topics, "", argument, "");
            case "member" -> {
                String use = memberOf(plain.topics());
                String user = seal.labels(use, argument.substring(1)).get(index);
                yield plain.labelled(topics, "", argument.charAt(0) + user, "");
            }
            case "note" -> {
                String key = argument.isEmpty() ? "" : label(plain, index);
                yield plain.labelled("", plain.type(), key, plain.body().isEmpty() ? GONE : "");
            }
            default -> plain.labelled(topics, "", "", "");
        };
    }

    private String label(Words.Fields note, int index) {
        return seal.labels(noteOn(note.type()), note.argument()).get(index);
    }

    private String mark(String use, String name, int index) {
        return name.isEmpty() ? "" : seal.marks(use, name).get(index);
    }

    private static String text(Words.Fields plain) {
        try {
            return JSON.writeValueAsString(
                    List.of(
                            plain.topics(),
                            plain.type(),
                            plain.body(),
                            plain.argument(),
                            plain.retain()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Entries of a stream, as XREAD and XRANGE give them.
    List<Words.Read> entries(Response stream) {
        var entries = new ArrayList<Words.Read>(stream.size());
        for (Response one : stream) {
            entries.add(Words.entry(one, this::open));
        }
        return entries;
    }

    private Change open(Words.Fields written) {
        if (written.isOfScript()) {
            return Words.change(written);
        }
        return seal.open(place(written.kind()), written.body())
                .flatMap(text -> seal.isOn() ? fields(written.kind(), text) : Optional.of(written))
                .map(Words::change)
                .orElseGet(() -> unreadable(written));
    }

    private static Optional<Words.Fields> fields(String kind, String text) {
        try {
            String[] parts = JSON.readValue(text, String[].class);
            return Optional.of(
                    new Words.Fields(kind, parts[0], parts[1], parts[2], parts[3], parts[4]));
        } catch (JsonProcessingException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /// Who may miss something by it: readers of its topics, or all if it is not known which these
    /// are.
    private Change unreadable(Words.Fields written) {
        return switch (written.kind()) {
            case "member", "note" -> new Change.Unknown(written.kind());
            default -> new Change.Unreadable(topics(written.topics()));
        };
    }

    private List<TopicName> topics(String labels) {
        var topics = new ArrayList<TopicName>();
        for (String label : Words.split(labels)) {
            Optional<TopicName> name = topic(label);
            if (name.isEmpty()) {
                return List.of();
            }
            topics.add(name.get());
        }
        return topics;
    }

    /// The topic that is called so in Redis; empty if that cannot be told.
    Optional<TopicName> topic(String label) {
        return seal.name(TOPIC, label).flatMap(TopicName::parse);
    }

    /// What a topic is called in Redis.
    String label(TopicName topic) {
        return seal.labels(TOPIC, topic.text()).getFirst();
    }

    /// A member of the set of all memberships; empty if it cannot be told.
    Optional<Change.Membership> membership(String text) {
        int blank = text.indexOf(' ');
        String topic = text.substring(0, Math.max(0, blank));
        Optional<Change.Membership> membership =
                topic(topic)
                        .flatMap(name ->
                                seal.name(memberOf(name.text()), text.substring(blank + 1))
                                        .map(user -> new Change.Membership(name, user, true)));
        if (membership.isEmpty()) {
            seal.failed(place("members"), "no key here opens it");
        }
        return membership;
    }

    /// One of the notes that are remembered; empty if it cannot be told.
    ///
    /// @param field its subject and its key
    Optional<Change.Note> note(String field, String body) {
        int blank = field.indexOf(' ');
        String subject = field.substring(0, Math.max(0, blank));
        var written = new Words.Fields("note", "", subject, body, field.substring(blank + 1), "");
        return open(written) instanceof Change.Note note
                        && note.subject().equals(subject)
                        && isLabelled(note, written.argument())
                ? Optional.of(note)
                : Optional.empty();
    }

    private boolean isLabelled(Change.Note note, String label) {
        return seal.labels(noteOn(note.subject()), note.key()).contains(label);
    }

    /// A value that a topic retains; empty if it cannot be told.
    ///
    /// @param written under which name, what, and for whom not
    Optional<Change.Publication> retained(TopicName topic, Words.Fields written) {
        return open(written) instanceof Change.Publication one && one.topics().contains(topic)
                ? Optional.of(
                        new Change.Publication(
                                List.of(topic), one.body(), one.exclude(), one.retain()))
                : Optional.empty();
    }
}
