package io.vsgateway.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

class PlainOrderedTest extends OrderedContract {
    private final List<String> written = new ArrayList<>();
    private boolean takes = true;
    private @Nullable Runnable then;

    @Override
    OrderedOutbound outbound() {
        return new PlainOrdered(channel.eventLoop(), this::end, this::write, traffic);
    }

    private void write(List<String> messages, Runnable whenLeft) {
        written.addAll(messages);
        then = whenLeft;
        leave();
    }

    private void leave() {
        Runnable left = then;
        if (takes && left != null) {
            then = null;
            left.run();
        }
    }

    @Override
    List<String> written() {
        channel.runPendingTasks();
        var all = List.copyOf(written);
        written.clear();
        return all;
    }

    @Override
    void takes(boolean anything) {
        takes = anything;
        leave();
    }

    @Override
    void end(OrderedOutbound writer) {
        ((PlainOrdered) writer).end();
    }
}
