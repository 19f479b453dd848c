package io.vsgateway.channel.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vsgateway.delivery.FrameLog;
import io.vsgateway.delivery.frame.Window;
import io.vsgateway.feed.Feed;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Topic;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The topics that somebody here follows, each with its events as frames, made once for all who do.
/// Any thread.
@ApplicationScoped
public class SharedTopics {
    /// Frames of one topic; there are never more of them than the topic remembers events.
    private static final Window WINDOW = new Window(4 * 1024 * 1024, 512, 256 * 1024);

    private final Hub hub;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<TopicPattern, Shared> byName = new HashMap<>();

    public SharedTopics(Hub hub) {
        this.hub = hub;
    }

    /// A topic and its frames.
    static final class Shared {
        private final Topic topic;
        private final FrameLog<Event> log;
        private int followers;

        private Shared(Topic topic) {
            this.topic = topic;
            var words = new EventWords(topic.name().text());
            this.log = new FrameLog<>(topic.feed(), words, WINDOW, Event::isForAll);
        }

        TopicPattern name() {
            return topic.name();
        }

        Topic topic() {
            return topic;
        }

        Feed<Event> feed() {
            return topic.feed();
        }

        FrameLog<Event> log() {
            return log;
        }
    }

    /// One more follows it; to be undone by [#leave].
    ///
    /// @return empty if there are too many topics
    Optional<Shared> join(TopicPattern name) {
        lock.lock();
        try {
            return hub.use(name)
                    .map(topic -> {
                        Shared shared = byName.computeIfAbsent(name, _ -> new Shared(topic));
                        shared.followers++;
                        return shared;
                    });
        } finally {
            lock.unlock();
        }
    }

    /// One of them follows it no more.
    void leave(Shared shared) {
        lock.lock();
        try {
            hub.release(shared.topic());
            if (--shared.followers == 0) {
                byName.remove(shared.name());
            }
        } finally {
            lock.unlock();
        }
    }
}
