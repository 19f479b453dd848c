package io.vsgateway.channel.bridge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.Caller;
import io.vsgateway.channel.Topics;
import io.vsgateway.console.command.Commands;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Cursor;
import io.vsgateway.feed.Start;
import io.vsgateway.game.GameSettings;
import io.vsgateway.game.Receipt;
import io.vsgateway.hub.Event;
import io.vsgateway.hub.Hub;
import io.vsgateway.hub.Topic;
import io.vsgateway.roster.Connection;
import io.vsgateway.roster.Roster;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.TopicPattern;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Tells the players in the game what is said in `chat:global`, by a command of the game that goes
/// the way of all commands: policy, audit, queue, one at a time. What came from the game never goes
/// back. In a flood some is left out, and who wrote it is told so.
@ApplicationScoped
class ChatToGame {
    private static final Logger LOG = Logger.getLogger(ChatToGame.class);

    /// In the audit it is the bridge who sends; whose words it sends is in the command.
    static final Caller BRIDGE = Caller.part("bridge");

    /// Twice a second at most.
    private static final long PAUSE_MILLIS = 500;

    /// More are left out.
    static final int MOST_WAITING = 20;

    private static final int MOST_EVENTS = 500;
    private static final long MOST_BYTES = 256 * 1024;

    private final BridgeSettings settings;
    private final GameSettings game;
    private final Commands commands;
    private final Hub hub;
    private final Roster roster;
    private final Recent recent;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("bridge-to-game").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    ChatToGame(
            BridgeSettings settings,
            GameSettings game,
            Commands commands,
            Hub hub,
            Roster roster,
            Recent recent) {
        this.settings = settings;
        this.game = game;
        this.commands = commands;
        this.hub = hub;
        this.roster = roster;
        this.recent = recent;
    }

    /// What somebody said.
    private record Words(String id, String userId, String shown) {}

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
        if (settings.chatToGame() && game.enabled() && game.remote().isEmpty()) {
            ChatCommand command = ChatCommand.of(settings, game);
            Topic topic = hub.use(TopicPattern.of(Topics.GLOBAL_CHAT), true).orElseThrow();
            thread.execute(new Way(command, topic)::look);
        }
    }

    void end(@Observes ShutdownEvent end) {
        thread.shutdownNow();
    }

    /// The way there, once it is open. All of it on the bridge's thread.
    private final class Way {
        private final ChatCommand command;
        private final Topic topic;
        private final Cursor<Event> cursor;
        private final Runnable look = this::look;
        private final Queue<Words> waiting = new ArrayDeque<>();
        private final Map<String, Integer> leftOut = new HashMap<>();
        private boolean isPlanned;
        private boolean isUnderWay;

        Way(ChatCommand command, Topic topic) {
            this.command = command;
            this.topic = topic;
            this.cursor = topic.feed().detachedCursor(new Start.Last(0));
        }

        void look() {
            // Before looking: an event that comes meanwhile is seen again.
            topic.feed().awaitAppend(thread, look);
            try {
                Batch<Event> batch = cursor.read(MOST_EVENTS, MOST_BYTES);
                for (int i = 0; i < batch.entries().size(); i++) {
                    hear(batch.position(i).id(), batch.entries().get(i));
                }
                if (cursor.isBehind()) {
                    thread.execute(look);
                }
            } catch (RuntimeException e) {
                LOG.error("something that was said in chat was not told to the game", e);
            }
            send();
        }

        private void hear(String id, Event event) {
            boolean isChat = event.body().type().equals("chat_message");
            if (!isChat || !event.body().member("origin").isMissingNode()) {
                return;
            }
            String text = event.body().member("content").asText();
            String name = event.body().member("user").asText();
            String shown = command.shown(name, text);
            String userId = event.body().member("user_id").asText();
            if (shown.isEmpty()) {
                return;
            }
            if (waiting.size() < MOST_WAITING) {
                waiting.add(new Words(id, userId, shown));
            } else {
                leftOut.merge(userId, 1, Integer::sum);
            }
        }

        private void send() {
            if (isPlanned || isUnderWay) {
                return;
            }
            Words words = waiting.poll();
            if (words == null) {
                tellLeftOut();
                return;
            }
            isPlanned = true;
            isUnderWay = true;
            thread.schedule(this::goOn, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            recent.add(words.shown());
            commands.send(
                    new Commands.Sender(BRIDGE, null, words.id()),
                    command.of(words.shown()),
                    receipt -> thread.execute(() -> became(words, receipt)));
        }

        private void goOn() {
            isPlanned = false;
            send();
        }

        private void became(Words words, Receipt receipt) {
            switch (receipt) {
                case Receipt.Accepted _ -> {}
                case Receipt.Written _, Receipt.Confirmed _, Receipt.TimedOut _ -> over();
                case Receipt.Rejected _ -> {
                    leftOut.merge(words.userId(), 1, Integer::sum);
                    over();
                }
            }
        }

        /// Nothing of the bridge waits in the game's queue.
        private void over() {
            isUnderWay = false;
            send();
        }

        /// When there is nothing more to send.
        private void tellLeftOut() {
            leftOut.forEach((user, count) -> {
                String message =
                        new ChannelFrame.System(
                                        Instant.now(),
                                        "not_in_game",
                                        count == 1
                                                ? "a message was not shown in the game"
                                                : count + " messages were not shown in the game",
                                        null)
                                .encode();
                for (Connection one : roster.connections(user)) {
                    one.tell(message);
                }
            });
            leftOut.clear();
        }
    }
}
