package io.vsgateway.it.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.vsgateway.it.Client;
import io.vsgateway.it.GatewayProcess;

/// A game that writes to its console whatever it is told, as Vintage Story would.
public final class EchoGame {
    private static final String LOG = "28.1.2024 15:43:12 [Server ";
    private static final String SCRIPT =
            "printf '%s\\n' '"
                    + LOG
                    + "Notification] Entering runphase RunGame'; "
                    + "while IFS= read -r line; do case \"$line\" in"
                    + " /raw*) printf '%b\\n' \"${line#/raw }\";;"
                    + " *) printf '%s\\n' \"${line#/say }\";; esac; done";

    private EchoGame() {}

    public static GatewayProcess.Builder in(GatewayProcess.Builder gateway) {
        return gateway.game(SCRIPT)
                .set("VS_GAME_DIALECT", "vintagestory")
                .set("VS_CONSOLE_COMMANDS_PER_SECOND", "100")
                .set("VS_GAME_INPUT_GAP", "50ms");
    }

    /// Waits until the channels tell that it is there.
    public static JsonNode awaitReady(Player player) {
        return player.client()
                .json(m ->
                        m.path("type").asText().equals("game_status")
                                && m.path("ready").asBoolean());
    }

    /// Lets it write a line of its log.
    ///
    /// @param line from its kind on, such as `Chat] 0 | Eve: hi`
    public static void write(Client console, String line) {
        console.command("/say " + LOG + line, "w" + System.nanoTime());
    }

    /// The same with bytes that no command may have.
    public static void writeRaw(Client console, byte[] line) {
        var escaped = new StringBuilder("/raw " + LOG);
        for (byte b : line) {
            boolean isPlain = b >= ' ' && b < 0x7f && b != '\\';
            escaped.append(isPlain ? String.valueOf((char) b) : "\\0%03o".formatted(b & 0xff));
        }
        console.command(escaped.toString(), "r" + System.nanoTime());
    }

    /// Lets it write a further line of the record before.
    public static void writeFurther(Client console, String line) {
        console.command("/say " + line, "w" + System.nanoTime());
    }
}
