package io.vsgateway.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/// The page for trying the channels, of one file. It has its script and its style in itself; the
/// browser is told their digests, so that it runs these and no others.
final class ChannelsPage {
    static final String PATH = "/channels.html";

    private ChannelsPage() {}

    /// What the page may do, as a Content-Security-Policy.
    static String policy() {
        String page = read();
        return "default-src 'none'; script-src "
                + digest(inside(page, "script"))
                + "; style-src "
                + digest(inside(page, "style"))
                + "; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'";
    }

    private static String read() {
        String resource = "/META-INF/resources" + PATH;
        try (InputStream page = ChannelsPage.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(page, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inside(String page, String element) {
        int from = page.indexOf('<' + element + '>') + element.length() + 2;
        return page.substring(from, page.indexOf("</" + element + '>', from));
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + '\'';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
