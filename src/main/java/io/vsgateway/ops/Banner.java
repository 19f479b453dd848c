package io.vsgateway.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the start prints on standard output: where the gateway listens, and what the operator needs
/// to get in.
///
/// @param where where it listens, and how to reach it
/// @param key the administrator's key, if it was generated for this run
/// @param link a link for signing in once, if there is one
/// @param linkTtl how long the link is valid
/// @param demo whether the game is the simulated one
record Banner(
        Whereabouts where,
        @Nullable String key,
        @Nullable String link,
        Duration linkTtl,
        boolean demo) {
    /// For people.
    String text() {
        var text = new StringBuilder("\n");
        text.append("  vs-gateway listens on   ").append(url()).append('\n');
        text.append("  the console             ").append(console()).append('\n');
        if (key != null) {
            text.append("  admin key of this run   ").append(key).append('\n');
            text.append("                          (set VS_API_KEY_ADMIN for a lasting one)\n");
        }
        if (link != null) {
            text.append("  sign in, once           ").append(signIn(link)).append('\n');
            text.append("                          (good for ").append(minutes()).append(")\n");
            if (where.isGuessed()) {
                text.append(
                                "                          (from elsewhere: with the name of this machine;")
                        .append(" see VS_PUBLIC_URL)\n");
            }
        }
        if (link != null) {
            text.append("  try the channels        ").append(channels()).append('\n');
        }
        if (demo) {
            text.append("  THE GAME IS A DEMO      ")
                    .append("(set VS_GAME_COMMAND or VS_GAME_LOG_FILES for a real one)\n");
        }
        return text.append('\n').toString();
    }

    /// For programs: one line, like the records of the log.
    String json(Instant now) {
        ObjectNode record =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("timestamp", now.toString())
                        .put("level", "INFO")
                        .put("loggerName", Banner.class.getName())
                        .put("message", "vs-gateway listens on " + url())
                        .put("url", url())
                        .put("console", console())
                        .put("demo", demo);
        if (key != null) {
            record.put("admin_key", key);
        }
        if (link != null) {
            record.put("sign_in", signIn(link)).put("channels", channels());
        }
        return record + "\n";
    }

    private String url() {
        return "http://" + where.listening();
    }

    private String console() {
        return where.page().replaceFirst("^http", "ws") + "api/v1alpha1/console/ws?format=json";
    }

    private String signIn(String secret) {
        return where.page() + "#link=" + secret;
    }

    private String channels() {
        return where.page() + "channels.html";
    }

    private String minutes() {
        return linkTtl.compareTo(Duration.ofMinutes(2)) < 0
                ? linkTtl.toSeconds() + " seconds"
                : linkTtl.toMinutes() + " minutes";
    }
}
