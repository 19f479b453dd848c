package io.vsgateway.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
    @Test
    void a_topic_is_a_channel_and_what_stands_behind_it() {
        TopicName topic = TopicName.of("chat:guild:oak");

        assertThat(topic.channel()).isEqualTo("chat");
        assertThat(topic.segments()).containsExactly("guild", "oak");
        assertThat(topic.text()).isEqualTo("chat:guild:oak").isEqualTo(topic.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "game:all",
                "combat:c1",
                "world:starter_town",
                "room:vip",
                "app:tasks",
                "user:u1",
                "user:%3A",
                "connection:8f1e-4",
                "system:connections",
                "room:größe/\"😀\"",
                "app:a:b:c"
            })
    void topics(String text) {
        assertThat(TopicName.parse(text)).map(TopicName::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "chat",
                "chat:",
                ":global",
                "chat::global",
                "chat:global:",
                "chat:a:b:c:d",
                "mail:u1",
                "Chat:global",
                " chat:global",
                "chat:global ",
                "chat:a b",
                "chat:a,b",
                "chat:a\u00a0b",
                "chat:a\u2028b",
                "chat:a\u3000b",
                "chat:a\nb",
                "chat:\u0000",
                "chat:\u007f",
                "chat:\u0085",
                "chat:a\u200bb",
                "chat:\u202eabc",
                "chat:*",
                "chat:g*",
                "*",
                "chat:\ud800",
                "chat:\udc00a"
            })
    void what_is_no_topic(String text) {
        assertThat(TopicName.parse(text)).isEmpty();
        assertThatThrownBy(() -> TopicName.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lengths_are_counted_in_bytes() {
        assertThat(TopicName.parse("chat:" + "a".repeat(64))).isPresent();
        assertThat(TopicName.parse("chat:" + "a".repeat(65))).isEmpty();
        assertThat(TopicName.parse("chat:" + "ä".repeat(32))).isPresent();
        assertThat(TopicName.parse("chat:" + "ä".repeat(33))).isEmpty();
        assertThat(TopicName.parse("chat:" + "a".repeat(64) + ":" + "a".repeat(58))).isPresent();
        assertThat(TopicName.parse("chat:" + "a".repeat(64) + ":" + "a".repeat(59))).isEmpty();
        assertThat(TopicName.parse("chat:" + "😀".repeat(16) + ":" + "😀".repeat(15))).isEmpty();
        assertThat(TopicName.parse("chat:" + "a".repeat(10_000_000))).isEmpty();
    }

    @Test
    void any_id_gets_a_topic_of_its_own() {
        assertThat(TopicName.of("user", "u1")).contains(TopicName.of("user:u1"));
        assertThat(TopicName.of("user", "a:b *%\n"))
                .contains(TopicName.of("user:a%3Ab%20%2A%25%0A"));
        assertThat(TopicName.of("user", "ä\u202e")).contains(TopicName.of("user:ä%E2%80%AE"));
        assertThat(TopicName.of("user", "")).isEmpty();
        assertThat(TopicName.of("user", "\ud800")).isEmpty();
        assertThat(TopicName.of("user", ":".repeat(22))).isEmpty();
    }

    @Test
    void no_two_ids_share_a_topic() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var ids = new HashSet<String>();
        var topics = new HashSet<TopicName>();

        for (int i = 0; i < 20_000; i++) {
            var id = new StringBuilder();
            for (int j = random.nextInt(1, 5); j > 0; j--) {
                id.append(":%3A*a 2".charAt(random.nextInt(8)));
            }
            ids.add(id.toString());
            topics.add(TopicName.of("user", id.toString()).orElseThrow());
        }

        assertThat(topics).as("seed %d", seed).hasSameSizeAs(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat",
                "ch*",
                "**",
                "chat:**",
                "chat:*a",
                "*:all",
                "chat:a b*",
                "mail:*",
                "chat:a:b:c:*"
            })
    void what_is_no_pattern(String text) {
        assertThat(TopicPattern.parse(text)).isEmpty();
    }

    @Test
    void a_pattern_is_one_topic_or_all_that_begin_alike() {
        var topics = List.of("chat:global", "chat:guild:oak", "chat:guild:oaks", "room:vip");

        assertThat(matched("*", topics)).isEqualTo(topics);
        assertThat(matched("chat:*", topics)).isEqualTo(topics.subList(0, 3));
        assertThat(matched("chat:guild:*", topics)).isEqualTo(topics.subList(1, 3));
        assertThat(matched("chat:guild:oak", topics)).containsExactly("chat:guild:oak");
        assertThat(matched("chat:guild:oak*", topics)).isEqualTo(topics.subList(1, 3));
        assertThat(matched("chat:guild", topics)).isEmpty();
    }

    private static List<String> matched(String pattern, List<String> topics) {
        TopicPattern one = TopicPattern.parse(pattern).orElseThrow();
        return topics.stream().filter(topic -> one.matches(TopicName.of(topic))).toList();
    }
}
