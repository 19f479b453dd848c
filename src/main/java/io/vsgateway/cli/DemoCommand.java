package io.vsgateway.cli;

import io.vsgateway.demo.DemoServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `vs-gateway demo` as far as the help and the completion know of it. Its options are read by the
/// simulated game itself, which is a program of its own; see [Main].
@Command(
        name = "demo",
        description =
                "Runs the simulated game server on this terminal; demo --help lists its options.")
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return DemoServer.run();
    }
}
