package io.vsgateway.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a notice is written for its receiver.
sealed interface Form {
    JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// The name of it in the log and in figures.
    String label();

    byte[] body(Notice notice);

    /// Headers besides the content type, new for each attempt.
    Map<String, String> headers(Notice notice, byte[] body, Instant now);

    /// Discord's, as of its "Execute Webhook": one line of text, which mentions nobody.
    record Discord(String server) implements Form {
        @Override
        public String label() {
            return "discord";
        }

        @Override
        public byte[] body(Notice notice) {
            ObjectNode message =
                    JSON.objectNode()
                            .put("content", escaped(server + ": " + notice.text()))
                            .put("username", server);
            message.putObject("allowed_mentions").putArray("parse");
            return bytes(message);
        }

        @Override
        public Map<String, String> headers(Notice notice, byte[] body, Instant now) {
            return Map.of();
        }

        /// So that the names of players are not taken for Markdown.
        private static String escaped(String text) {
            return text.replaceAll("([\\\\*_~`|>#\\[\\]()<:@-])", "\\\\$1");
        }
    }

    /// Plain JSON, as of the Standard Webhooks specification: `type`, `timestamp`, `data`, and the
    /// signature in headers.
    record Plain(String server, Optional<byte[]> secret) implements Form {
        private static final String HMAC = "HmacSHA256";

        @Override
        public String label() {
            return "json";
        }

        @Override
        public byte[] body(Notice notice) {
            ObjectNode message =
                    JSON.objectNode()
                            .put("type", "game." + notice.kind().label())
                            .put("timestamp", time(notice.at()));
            ObjectNode data =
                    message.putObject("data").put("server", server).put("text", notice.text());
            if (notice.player() != null) {
                data.put("player", notice.player());
            }
            if (notice.exitCode() != null) {
                data.put("exit_code", notice.exitCode());
            }
            if (notice.until() != null) {
                data.put("restart_at", time(notice.until()));
            }
            return bytes(message);
        }

        @Override
        public Map<String, String> headers(Notice notice, byte[] body, Instant now) {
            var headers = new LinkedHashMap<String, String>();
            String time = Long.toString(now.getEpochSecond());
            headers.put("webhook-id", notice.id());
            headers.put("webhook-timestamp", time);
            secret.ifPresent(key ->
                    headers.put(
                            "webhook-signature", "v1," + signature(key, notice.id(), time, body)));
            return headers;
        }

        private static String signature(byte[] key, String id, String time, byte[] body) {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(key, HMAC));
                mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(mac.doFinal(body));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("each Java has " + HMAC, e);
            }
        }

        private static String time(Instant at) {
            return at.truncatedTo(ChronoUnit.MILLIS).toString();
        }
    }

    private static byte[] bytes(ObjectNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
