package io.vsgateway.bench.crowd;

/// How a measurement ended.
public enum Result {
    COMPLETE(0),
    INCOMPLETE(1),
    BROKEN(3);

    private final int exitCode;

    Result(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
