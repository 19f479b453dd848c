package io.vsgateway.fanout.redis;

import io.vsgateway.fanout.Change;
import io.vsgateway.fanout.Entry;
import io.vsgateway.fanout.Fanout;
import io.vsgateway.fanout.OrderContract;
import io.vsgateway.fanout.Recollection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it is handed of an order.
final class Follower implements Fanout.Listener {
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    final List<Recollection> renewals = new CopyOnWriteArrayList<>();

    @Override
    public boolean entry(Entry entry) {
        return entries.add(entry);
    }

    @Override
    public void renew(Recollection memory) {
        renewals.add(memory);
    }

    List<Change> changes() {
        return entries.stream().map(Entry::change).toList();
    }

    List<String> types() {
        return entries.stream().map(OrderContract::type).toList();
    }
}
