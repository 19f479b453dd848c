package io.vsgateway.cli;

/// A command cannot go on. It is told in one line, `vs-gateway send: <message>`, and the program
/// ends with this exit code.
final class CommandFailure extends RuntimeException {
    static final int FAILED = 1;
    static final int USAGE = 2;

    /// What became of a command did not come in time: the game may still run it.
    static final int TIMED_OUT = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// It was asked for rightly and did not work.
    static CommandFailure failed(String message) {
        return new CommandFailure(FAILED, message);
    }

    /// It was asked for wrongly.
    static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
