package io.vsgateway.game.dialect;

import com.google.re2j.Pattern;
import io.vsgateway.game.Dialect.Told.Said;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Reads what players say:
///
/// ```
/// 27.1.2025 23:24:03 [Server Chat] 0 | DoofusDan: The Sod house is nice and cozy though.
/// 27.1.2024 15:42:15 [Server Chat] Priya13: <strong>Priya13:</strong> hiiii
/// ```
///
/// The number is that of a group; 0 is everybody. What is said in another group is private. The
/// text is markup, whose tags are left out.
final class VintageStoryChat {
    private static final String EVERYBODY = "0 | ";
    private static final String COLON = ": ";
    private static final Pattern GROUP = Pattern.compile("^\\d{1,9} \\| ");
    private static final Pattern TAG =
            Pattern.compile("</?(?i:a|b|i|strong|font|icon|code|br|hk|itemstack)\\b[^<>]*>");

    private VintageStoryChat() {}

    static Optional<Said> said(String line, Collection<String> players) {
        VintageStoryPrefix prefix = VintageStoryPrefix.of(line);
        if (prefix == null || prefix.type() != VintageStoryPrefix.Type.CHAT) {
            return Optional.empty();
        }
        String message = EscapeSequences.without(line.substring(prefix.message()));
        String said =
                message.startsWith(EVERYBODY) ? message.substring(EVERYBODY.length()) : message;
        if (GROUP.matcher(said).find()) {
            return Optional.empty();
        }
        return players.stream()
                .filter(name -> said.startsWith(name + COLON))
                .max(Comparator.comparingInt(String::length))
                .map(name -> new Said(name, plain(name, said)))
                .filter(one -> !one.text().isEmpty());
    }

    private static String plain(String name, String said) {
        String text = said.substring(name.length() + COLON.length());
        String again = "<strong>" + name + ":</strong>";
        return plain(text.startsWith(again) ? text.substring(again.length()) : text);
    }

    /// The text without the markup of the game's chat.
    static String plain(String markup) {
        return TAG.matcher(markup)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
