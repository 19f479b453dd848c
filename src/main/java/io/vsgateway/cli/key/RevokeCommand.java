package io.vsgateway.cli.key;

import io.vsgateway.access.named.NamedKey;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `vs-gateway key revoke`: takes a key out of the file.
@Command(
        name = "revoke",
        description =
                "Takes a key away. Who is connected with it, or with what it bought, is closed with"
                        + " 4001.")
final class RevokeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private FileOption file = new FileOption();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    RevokeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        file.change(surroundings, this::without);
        return 0;
    }

    private List<NamedKey> without(List<NamedKey> keys) {
        List<NamedKey> left = keys.stream().filter(key -> !key.name().equals(name)).toList();
        if (left.size() == keys.size()) {
            throw CommandFailure.failed("there is no key of that name");
        }
        return left;
    }
}
