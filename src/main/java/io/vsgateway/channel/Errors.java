package io.vsgateway.channel;

import io.vsgateway.wire.ErrorCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many errors the clients of the channels were told. Any thread.
public final class Errors {
    private final Map<ErrorCode, LongAdder> told;

    Errors() {
        var all = new EnumMap<ErrorCode, LongAdder>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            all.put(code, new LongAdder());
        }
        told = Collections.unmodifiableMap(all);
    }

    /// A client was told an error.
    public void told(ErrorCode code) {
        told.get(code).increment();
    }

    /// How many of that code.
    public long count(ErrorCode code) {
        return told.get(code).sum();
    }

    /// How many of all codes.
    public long count() {
        return told.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
