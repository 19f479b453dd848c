package io.vsgateway.delivery;

import java.util.ArrayList;
import java.util.List;

class PlainOrderedTest extends OrderedContract {
    private final List<String> written = new ArrayList<>();
    private boolean takes = true;
    private final List<Runnable> then = new ArrayList<>();

    @Override
    OrderedOutbound outbound() {
        return new PlainOrdered(channel.eventLoop(), this::endOfOrder, this::write, traffic);
    }

    private void write(List<String> messages, Runnable whenLeft) {
        written.addAll(messages);
        then.add(whenLeft);
        leave();
    }

    private void leave() {
        while (takes && !then.isEmpty()) {
            then.removeFirst().run();
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
