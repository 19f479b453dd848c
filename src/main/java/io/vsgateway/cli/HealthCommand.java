package io.vsgateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `vs-gateway health`: asks the gateway that runs on this machine with the same environment how it
/// is. For health checks where nothing else speaks HTTP, as in a container image.
///
/// Exit codes: 0 up, 1 not up or no answer within [#PATIENCE], 2 a wrong argument or setting.
final class HealthCommand {
    private static final List<String> CHECKS = List.of("live", "ready", "started");
    private static final int DOWN = 1;
    private static final int USAGE_ERROR = 2;

    /// Milliseconds to connect, and as many to answer: together less than a health check may take.
    private static final int PATIENCE = 2_000;

    /// Bytes of an answer that are shown.
    private static final int SHOWN = 4096;

    private HealthCommand() {}

    /// Asks, tells in one line, and returns the exit code.
    static int run(Map<String, String> environment, String... args) {
        String check = args.length == 0 ? CHECKS.getFirst() : args[0];
        if (args.length > 1 || !CHECKS.contains(check)) {
            return refuse("usage: vs-gateway health [live|ready|started]");
        }
        URI address;
        try {
            address = address(environment, check);
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        try {
            return ask(address);
        } catch (IOException e) {
            System.err.println("vs-gateway health: no answer from " + address + ": " + e);
            return DOWN;
        }
    }

    private static int ask(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                System.out.println("UP");
                return 0;
            }
            System.err.println("DOWN, status " + status + " " + shown(connection.getErrorStream()));
            return DOWN;
        } finally {
            connection.disconnect();
        }
    }

    private static String shown(@Nullable InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        String text = new String(body.readNBytes(SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("\\s+", " ").strip();
    }

    /// Where the gateway with these variables listens, as seen from its own machine.
    static URI address(Map<String, String> environment, String check) {
        String host = environment.getOrDefault("VS_HTTP_HOST", "127.0.0.1").strip();
        String port = environment.getOrDefault("VS_HTTP_PORT", "8080").strip();
        if (!port.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("VS_HTTP_PORT must be a fixed port, not " + port);
        }
        return URI.create("http://" + reachable(host) + ":" + port + "/q/health/" + check);
    }

    /// A gateway that listens on all addresses is reached on the loopback one.
    private static String reachable(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean v6 = address instanceof Inet6Address;
            if (address.isAnyLocalAddress()) {
                return v6 ? "[::1]" : "127.0.0.1";
            }
            return v6 ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("VS_HTTP_HOST is not known: " + host, e);
        }
    }

    private static int refuse(String why) {
        System.err.println("vs-gateway health: " + why);
        return USAGE_ERROR;
    }
}
