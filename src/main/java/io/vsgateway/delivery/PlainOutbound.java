package io.vsgateway.delivery;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import io.vsgateway.delivery.frame.Bundle;
import io.vsgateway.delivery.frame.Encoder;
import io.vsgateway.feed.Batch;
import io.vsgateway.feed.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes with nothing but the public API of the WebSocket connection: one call, one frame and one
/// flush for each message. A write completes when the operating system has taken it, and the demand
/// on the followed feed is tied to that. It is the fallback (`VS_SESSION_WRITER=plain`) should the
/// platform's internals change under [FramedOutbound].
public final class PlainOutbound implements Outbound {
    private static final int MAX_WAITING = 4096;
    private static final int FEW_WAITING = 64;

    private final WebSocketConnection connection;
    private final EventLoop loop;
    private final Traffic traffic;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Flow.@Nullable Subscription following;
    private volatile @Nullable Selected<?> selected;
    private volatile @Nullable PlainOrdered ordered;
    private volatile boolean stopped;

    /// When a write last completed, or began while none was under way.
    private volatile long progressAt;

    public PlainOutbound(WebSocketConnection connection, EventLoop loop, Traffic traffic) {
        this.connection = connection;
        this.loop = loop;
        this.traffic = traffic;
    }

    @Override
    public void send(String message) {
        write(message, () -> {});
    }

    @Override
    public boolean offer(List<Bundle> bundles) {
        boolean isFree = waiting.get() == 0;
        if (isFree) {
            List<String> messages =
                    bundles.stream().flatMap(bundle -> bundle.messages().stream()).toList();
            writeAll(messages, () -> {});
        }
        return isFree;
    }

    private void write(String message, Runnable then) {
        if (stopped) {
            return;
        }
        // Before it waits: whoever looks in between would see how long nothing had to be taken.
        if (waiting.get() == 0) {
            progressAt = System.nanoTime();
        }
        waiting.incrementAndGet();
        connection
                .sendText(message)
                .subscribe()
                .with(
                        _ -> {
                            progressAt = System.nanoTime();
                            waiting.decrementAndGet();
                            traffic.sentBytes(ByteBufUtil.utf8Bytes(message));
                            then.run();
                        },
                        _ -> {
                            waiting.decrementAndGet();
                            stop();
                        });
    }

    @Override
    public <T> void follow(FrameLog<T> log, Start start) {
        log.feed().stream(start, loop)
                .invoke(this::count)
                .map(batch -> messages(batch, log.encoder()))
                .subscribe()
                .withSubscriber(new Follower());
    }

    @Override
    public OrderedOutbound inOrder(LongSupplier end, Traffic ofFeeds) {
        var several = new PlainOrdered(loop, end, this::writeAll, ofFeeds);
        ordered = several;
        return several;
    }

    @Override
    public void follow(Selected<?> choice) {
        if (!stopped) {
            selected = choice;
            choice.begin(messages -> loop.execute(() -> writeAll(messages, choice::next)));
        }
    }

    private void writeAll(List<String> messages, Runnable then) {
        if (messages.isEmpty()) {
            then.run();
            return;
        }
        int last = messages.size() - 1;
        for (String message : messages.subList(0, last)) {
            write(message, () -> {});
        }
        // Writes complete in order, so the last one shows that all have left.
        write(messages.get(last), then);
    }

    private void count(Batch<?> batch) {
        traffic.sentEntries(batch.entries().size());
        if (batch.gap() != null) {
            traffic.toldGap(batch.gap());
        }
    }

    private static <T> List<String> messages(Batch<T> batch, Encoder<T> encoder) {
        var messages = new ArrayList<String>(batch.entries().size() + 1);
        if (batch.gap() != null) {
            messages.add(encoder.encode(batch.gap()));
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            String message = encoder.encode(batch.position(i), batch.entries().get(i));
            if (!message.isEmpty()) {
                messages.add(message);
            }
        }
        return messages;
    }

    @Override
    public void writable() {
        // A completed write asks for more.
    }

    @Override
    public void ping() {
        if (!stopped) {
            connection.sendPing(Buffer.buffer()).subscribe().with(_ -> {}, _ -> {});
        }
    }

    @Override
    public long stalledFor(long now) {
        return waiting.get() == 0 ? 0 : now - progressAt;
    }

    @Override
    public boolean takes() {
        return waiting.get() < FEW_WAITING;
    }

    @Override
    public boolean isOverfull() {
        return waiting.get() >= MAX_WAITING;
    }

    @Override
    public boolean isBehind() {
        Selected<?> choice = selected;
        PlainOrdered several = ordered;
        return waiting.get() > 0
                || (choice != null && choice.isBehind())
                || (several != null && several.isBehind());
    }

    @Override
    public void stop() {
        stopped = true;
        Flow.Subscription subscription = following;
        if (subscription != null) {
            subscription.cancel();
        }
        Selected<?> choice = selected;
        if (choice != null) {
            choice.end();
            selected = null;
        }
        PlainOrdered several = ordered;
        if (several != null) {
            ordered = null;
            loop.execute(several::end);
        }
    }

    private final class Follower implements Flow.Subscriber<List<String>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            following = subscription;
            if (stopped) {
                subscription.cancel();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(List<String> messages) {
            writeAll(messages, this::askForMore);
        }

        private void askForMore() {
            Flow.Subscription subscription = following;
            if (!stopped && subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException("a feed does not fail", failure);
        }

        @Override
        public void onComplete() {
            throw new IllegalStateException("a feed does not end");
        }
    }
}
