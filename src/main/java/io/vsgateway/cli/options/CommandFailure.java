package io.vsgateway.cli.options;

/// A command cannot continue. This is reported in one line, `vs-gateway send: <message>`, and the
/// program ends with this exit code.
public final class CommandFailure extends RuntimeException {
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    /// The outcome of a command did not come in time: the game may still run it.
    public static final int TIMED_OUT = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// The request was correct but failed.
    public static CommandFailure failed(String message) {
        return new CommandFailure(FAILED, message);
    }

    /// The request was wrong.
    public static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
