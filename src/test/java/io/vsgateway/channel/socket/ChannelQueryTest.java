package io.vsgateway.channel.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.feed.Position;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicPattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelQueryTest {
    @Test
    void it_is_read() {
        ChannelQuery query =
                ChannelQuery.read(
                        "topics=app:a,chat:global&topics=app:b&rooms=vip,%20den&channels=game,chat"
                                + "&zone=old%20town&radius=96.5&last_event_id=e1-7&history=20&meta.device=phone&token=secret");

        assertThat(query.topics())
                .extracting(TopicPattern::text)
                .containsExactly(
                        "app:a",
                        "chat:global",
                        "app:b",
                        "world:old%20town",
                        "room:vip",
                        "room:den");
        assertThat(query.look())
                .isEqualTo(new ChannelMessage.Look(null, "old town", null, null, null, 96.5));
        assertThat(query.channels()).containsExactlyInAnyOrder("game", "chat");
        assertThat(query.seen()).isEqualTo(new Position("e1", 7));
        assertThat(query.history()).isEqualTo(20);
        assertThat(query.metadata()).isEqualTo("{\"device\":\"phone\"}");
        assertThat(query.complaints()).isEmpty();
    }

    @Test
    void a_wrong_radius_does_not_take_the_zone_away() {
        ChannelQuery query = ChannelQuery.read("zone=town&radius=far");

        assertThat(query.look())
                .isEqualTo(new ChannelMessage.Look(null, "town", null, null, null, null));
        assertThat(query.complaints()).containsExactly("radius must be a number, not below 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "last_event_id=",
                "last_event_id=null",
                "last_event_id=undefined",
                "%zz"
            })
    void nothing_is_nothing(String text) {
        ChannelQuery query = ChannelQuery.read(text);

        assertThat(query.topics()).isEmpty();
        assertThat(query.look()).isNull();
        assertThat(query.seen()).isNull();
        assertThat(query.history()).isNull();
        assertThat(query.metadata()).isEqualTo("{}");
        assertThat(query.complaints()).isEmpty();
        assertThat(ChannelQuery.read(null)).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({
        "zone=%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00, there can be no zone of that name",
        "topics=nowhere:x, topics has something that is none",
        "rooms=a%20b, rooms has something that is none",
        "channels=mine, channels has something that is none",
        "last_event_id=x, last_event_id is not an id that a gateway gave",
        "history=1001, history must be a number from 0 to 1000",
        "history=-1, history must be a number from 0 to 1000",
    })
    void what_is_wrong_is_left_out_and_told(String text, String complaint) {
        ChannelQuery query = ChannelQuery.read(text + "&topics=app:good");

        assertThat(query.complaints()).containsExactly(complaint);
        assertThat(query.topics()).extracting(TopicPattern::text).containsExactly("app:good");
    }

    @Test
    void there_are_bounds() {
        String many =
                IntStream.range(0, 200).mapToObj(i -> "app:t" + i).collect(Collectors.joining(","));

        ChannelQuery query = ChannelQuery.read("topics=" + many + "&meta.x=" + "y".repeat(1100));

        assertThat(query.topics()).hasSize(128);
        assertThat(query.complaints()).hasSize(2);
        assertThat(query.metadata()).isEqualTo("{}");
    }
}
