package io.vsgateway.cli.screen;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The markup of Vintage Story's chat (VTML), which a server also uses in its answers:
/// `<code>/announce <i>&lt;message&gt;</i></code>`.
final class Markup {
    /// Other tags, such as `<name>` before what somebody says, are text.
    private static final Pattern TAG =
            Pattern.compile(
                    "(?i)</?(?:a|b|br|clear|code|font|hk|hotkey|i|icon|itemstack|strong)(?:\\s[^<>]*)?/?>");

    private static final Pattern ENTITY = Pattern.compile("&(lt|gt|quot|apos|amp|nbsp);");
    private static final Map<String, String> CHARACTERS =
            Map.of("lt", "<", "gt", ">", "quot", "\"", "apos", "'", "amp", "&", "nbsp", " ");

    private Markup() {}

    /// The text without the markup.
    static String plain(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        // All entities at once, so that nothing is decoded twice.
        return ENTITY.matcher(TAG.matcher(text).replaceAll("")).replaceAll(Markup::character);
    }

    private static String character(MatchResult entity) {
        return CHARACTERS.getOrDefault(entity.group(1), "");
    }
}
