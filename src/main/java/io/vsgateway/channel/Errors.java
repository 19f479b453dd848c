package io.vsgateway.channel;

import io.vsgateway.wire.ErrorCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many errors the clients of the channels were told. Any thread.
public final class Errors {
    private final Map<ErrorCode, LongAdder> told = new ConcurrentHashMap<>();

    Errors() {}

    /// A client was told an error.
    public void told(ErrorCode code) {
        told.computeIfAbsent(code, _ -> new LongAdder()).increment();
    }

    /// How many of that code.
    public long count(ErrorCode code) {
        LongAdder count = told.get(code);
        return count == null ? 0 : count.sum();
    }

    /// How many of all codes.
    public long count() {
        return told.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
