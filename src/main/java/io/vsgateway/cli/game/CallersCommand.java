package io.vsgateway.cli.game;

import static io.vsgateway.cli.options.Wording.safe;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.client.GatewayApi;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `vs-gateway callers`: who is connected, and the end of one connection.
@Command(
        name = "callers",
        description =
                "Tells who is connected, to the console as to the channels, a connection a line; or"
                        + " ends one of them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:these are they; with --close: it is being closed",
            "1:the gateway could not be reached or did not allow it, or there is no such connection",
            "2:a wrong option, or no key",
            "3:no answer in time"
        })
public final class CallersCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--close",
            paramLabel = "ID",
            description =
                    "End the connection of this id. Whoever it is may come back: revoke their key to"
                            + " keep them out.")
    private @Nullable String close;

    @Mixin private Target target = new Target();

    public CallersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        String id = close;
        return target.ask("callers", surroundings, api -> id == null ? tell(api) : close(api, id));
    }

    private int tell(GatewayApi api) throws InterruptedException {
        String behind = "";
        do {
            JsonNode page = api.callers(behind);
            for (JsonNode one : page.path("callers")) {
                if (target.json()) {
                    Target.print(surroundings, one);
                } else {
                    surroundings.out().println(line(one));
                }
            }
            behind = page.path("next").asText();
        } while (!behind.isEmpty());
        return 0;
    }

    private int close(GatewayApi api, String id) throws InterruptedException {
        api.closeCaller(id);
        surroundings.err().printf("vs-gateway callers: %s is being closed%n", safe(id));
        return 0;
    }

    /// Its id, who from where, what they watch, and since when.
    private static String line(JsonNode one) {
        String place = text(one, "place");
        return "%s %s@%s (%s) %s since %s"
                .formatted(
                        text(one, "connection_id"),
                        text(one, "name"),
                        text(one, "address"),
                        text(one, "role"),
                        place.isEmpty() ? "nothing yet" : place,
                        text(one, "since"));
    }

    private static String text(JsonNode one, String field) {
        return safe(one.path(field).asText());
    }
}
