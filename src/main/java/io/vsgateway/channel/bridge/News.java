package io.vsgateway.channel.bridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.access.Grant;
import io.vsgateway.channel.Topics;
import io.vsgateway.fanout.Change;
import io.vsgateway.game.Dialect.Told;
import io.vsgateway.text.SafeText;
import io.vsgateway.wire.channel.EventBody;
import io.vsgateway.wire.channel.TopicName;
import java.util.List;

/// Makes publications of what the console told.
final class News {
    /// As long as what is written in the channels' own chat.
    private static final int MOST_TEXT = 500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private News() {}

    static Change.Publication of(Told told) {
        return switch (told) {
            case Told.Said(String name, String text) -> {
                ObjectNode message = author(name);
                message.put("channel", "global");
                message.put("content", shown(text));
                message.put("origin", "game");
                yield event("chat_message", message, Topics.GLOBAL_CHAT);
            }
            case Told.Died(String name, String how) -> {
                ObjectNode death = author(name);
                if (!how.isEmpty()) {
                    death.put("text", shown(how));
                }
                yield event("player_death", death, Topics.GAME);
            }
            case Told.Saved _ -> event("server_save", JSON.objectNode(), Topics.GAME);
            case Told.Announced(String text) -> {
                ObjectNode announcement = JSON.objectNode().put("text", shown(text));
                yield event("announcement", announcement, Topics.GAME);
            }
            case Told.Time(String text, String clock, double speed) -> {
                ObjectNode time = JSON.objectNode().put("text", shown(text));
                time.put("clock", clock).put("speed", speed);
                yield value("server_time", time);
            }
        };
    }

    private static String shown(String text) {
        return cut(SafeText.of(text, false));
    }

    private static String cut(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        boolean isHalf = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1));
        return text.substring(0, isHalf ? MOST_TEXT - 1 : MOST_TEXT);
    }

    /// Whom something is about.
    static ObjectNode author(String name) {
        String shown = SafeText.of(name, false);
        return JSON.objectNode().put("user", shown).put("user_id", Grant.GAME_USER + shown);
    }

    static Change.Publication event(String type, ObjectNode members, TopicName topic) {
        return new Change.Publication(List.of(topic), EventBody.of(type, members), null, null);
    }

    /// Something that `game:all` retains.
    static Change.Publication value(String type, ObjectNode members) {
        return new Change.Publication(
                List.of(Topics.GAME), EventBody.of(type, members), null, type);
    }
}
