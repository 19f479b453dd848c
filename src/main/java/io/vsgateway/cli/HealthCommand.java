package io.vsgateway.cli;

import io.vsgateway.cli.options.CommandFailure;
import io.vsgateway.cli.options.LocalGateway;
import io.vsgateway.cli.options.Surroundings;
import io.vsgateway.cli.options.Wording;
import io.vsgateway.client.Gateway;
import io.vsgateway.websocket.connection.UnixHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `vs-gateway health`: asks the gateway that runs on this machine with the same environment for
/// its health. For health checks where nothing else speaks HTTP, as in a container image.
@Command(
        name = "health",
        description = {
            "Asks the gateway on this machine how it is. It finds it by VS_HTTP_HOST and"
                    + " VS_HTTP_PORT, or VS_HTTP_SOCKET if the port is 0, as the gateway itself"
                    + " does."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:up",
            "1:not up, or no answer within 2 seconds",
            "2:a wrong argument or setting"
        })
final class HealthCommand implements Callable<Integer> {
    private static final int DOWN = 1;

    /// Milliseconds to connect, and as many to answer: together less than a health check may take.
    private static final int PATIENCE = 2_000;

    /// How many bytes of an answer are taken from a Unix socket.
    private static final int LONGEST = 1024 * 1024;

    /// How many bytes of an answer are shown.
    private static final int SHOWN = 4096;

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "CHECK",
            defaultValue = "live",
            description =
                    "live: does it work at all (default); ready: may it get connections; started:"
                            + " has it begun.")
    private Check check = Check.LIVE;

    /// The checks that can be requested.
    enum Check {
        LIVE,
        READY,
        STARTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    HealthCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Gateway gateway;
        try {
            gateway = Gateway.of(LocalGateway.address(surroundings.environment()), "");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        Path socket = gateway.socket();
        URI question = gateway.base().resolve("/q/health/" + check);
        try {
            return socket == null ? ask(question) : ask(socket, question);
        } catch (IOException e) {
            String where = socket == null ? question.toString() : gateway.toString();
            throw CommandFailure.failed("no answer from " + where + ": " + Wording.of(e));
        }
    }

    private int ask(Path socket, URI question) throws IOException, InterruptedException {
        try (var http = new UnixHttp(socket, LONGEST)) {
            UnixHttp.Answer answer =
                    http.send(
                            HttpRequest.newBuilder(question).build(),
                            new byte[0],
                            Duration.ofMillis(PATIENCE));
            return told(answer.status(), new ByteArrayInputStream(answer.body()));
        }
    }

    private int ask(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        connection.setInstanceFollowRedirects(false);
        try {
            return told(connection.getResponseCode(), connection.getErrorStream());
        } finally {
            connection.disconnect();
        }
    }

    private int told(int status, @Nullable InputStream body) throws IOException {
        if (status == HttpURLConnection.HTTP_OK) {
            surroundings.out().println("UP");
            return 0;
        }
        surroundings.err().println("DOWN, status " + status + " " + shown(body));
        return DOWN;
    }

    private static String shown(@Nullable InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        String text = new String(body.readNBytes(SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("\\s+", " ").strip();
    }
}
