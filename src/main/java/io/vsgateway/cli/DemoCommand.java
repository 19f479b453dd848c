package io.vsgateway.cli;

import io.vsgateway.demo.DemoServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `vs-gateway demo` as help and completion know it. The simulated game, a program of its own,
/// reads the options itself; see [Main].
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
