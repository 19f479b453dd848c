package io.vsgateway.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Whether webhooks are told over a connection that nobody can read. [ValueCheck] checks whether
/// their settings are valid; nobody is told anything for trying.
final class WebhookCheck {
    private static final List<String> URLS =
            List.of("VS_WEBHOOK_DISCORD_URL", "VS_WEBHOOK_JSON_URL");

    private WebhookCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        for (String variable : URLS) {
            values.get(variable)
                    .filter(WebhookCheck::isOpen)
                    .ifPresent(_ ->
                            findings.add(
                                    Finding.warn(
                                            variable
                                                    + " is http: whoever is on the way can read what is told, and post, too",
                                            "use https")));
        }
        return findings;
    }

    private static boolean isOpen(String url) {
        try {
            return "http".equals(URI.create(url).getScheme())
                    && !TokenCheck.isHere(URI.create(url).getHost());
        } catch (IllegalArgumentException _) {
            // Reported with the values.
            return false;
        }
    }
}
