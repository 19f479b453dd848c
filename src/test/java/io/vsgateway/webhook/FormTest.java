package io.vsgateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormTest {
    private static final Notice CRASH =
            new Notice(
                    "id-1",
                    Kind.CRASHED,
                    Instant.parse("2026-05-01T05:00:00.123456Z"),
                    "It crashed.",
                    null,
                    139,
                    Instant.parse("2026-05-01T05:00:01Z"));

    @Test
    void plain_json_has_a_type_a_time_and_data() {
        assertThat(text(new Form.Plain("Ours", Optional.empty()), CRASH))
                .isEqualTo(
                        "{\"type\":\"game.crashed\",\"timestamp\":\"2026-05-01T05:00:00.123Z\",\"data\":{\"server\":\"Ours\",\"text\":\"It crashed.\",\"exit_code\":139,\"restart_at\":\"2026-05-01T05:00:01Z\"}}");
    }

    /// The example of the specification.
    @Test
    void it_is_signed_as_of_standard_webhooks() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var form = new Form.Plain("Ours", Optional.of(secret));
        var notice =
                new Notice(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Kind.READY,
                        Instant.EPOCH,
                        "",
                        null,
                        null,
                        null);
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(form.headers(notice, body, Instant.ofEpochSecond(1614265330)))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(new Form.Plain("Ours", Optional.empty()).headers(notice, body, Instant.EPOCH))
                .doesNotContainKey("webhook-signature");
    }

    @Test
    void in_discord_nobody_is_mentioned_and_names_are_no_markdown() {
        var notice =
                new Notice(
                        "id",
                        Kind.PLAYER_JOINED,
                        Instant.EPOCH,
                        "@everyone **x** [a](http://b) has joined.",
                        "x",
                        null,
                        null);

        assertThat(text(new Form.Discord("Ours"), notice))
                .contains("\"allowed_mentions\":{\"parse\":[]}")
                .contains("\"username\":\"Ours\"")
                .contains("\\\\@everyone \\\\*\\\\*x\\\\*\\\\* \\\\[a\\\\]\\\\(http\\\\://b\\\\)");
    }

    private static String text(Form form, Notice notice) {
        return new String(form.body(notice), StandardCharsets.UTF_8);
    }
}
