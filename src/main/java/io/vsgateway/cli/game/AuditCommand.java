package io.vsgateway.cli.game;

import static io.vsgateway.cli.options.Wording.safe;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.GatewayApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vs-gateway audit`: who did what.
@Command(
        name = "audit",
        description =
                "Tells who did what: the latest records that the gateway remembers, the newest last."
                        + " All of them are in its audit log.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:these are they",
            "1:the gateway could not be reached or did not allow it",
            "2:a wrong option, or no key",
            "3:no answer in time"
        })
public final class AuditCommand implements Callable<Integer> {
    /// The gateway's own deeds come from no address.
    private static final String NOWHERE = "unknown";

    private static final int MOST = 100_000;

    private final Surroundings surroundings;

    @Option(
            names = {"-n", "--records"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many, 1 to 100000 (${DEFAULT-VALUE}).")
    private int records = 100;

    @Mixin private Target target = new Target();

    public AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (records < 1 || records > MOST) {
            throw CommandFailure.usage("--records wants a number from 1 to 100000, not " + records);
        }
        return target.ask("audit", surroundings, this::tell);
    }

    private int tell(GatewayApi api) throws InterruptedException {
        JsonNode newestFirst = api.audit(records);
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            JsonNode one = newestFirst.get(i);
            if (target.json()) {
                Target.print(surroundings, one);
            } else {
                surroundings.out().println(line(one));
            }
        }
        return 0;
    }

    /// Time, who from where, what, and what came of it.
    static String line(JsonNode one) {
        String reason = text(one, "reason");
        String address = text(one, "address");
        return "%s %s%s %s: %s → %s%s"
                .formatted(
                        text(one, "ts"),
                        text(one, "caller"),
                        address.isEmpty() || address.equals(NOWHERE) ? "" : "@" + address,
                        text(one, "event"),
                        text(one, "action"),
                        text(one, "result"),
                        reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static String text(JsonNode one, String field) {
        return safe(one.path(field).asText());
    }
}
