package io.vsgateway.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vsgateway.feed.Position;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelFrameTest {
    private static final Instant AT = Instant.parse("2026-01-31T10:15:30.123456Z");
    private static final String TIME = "\"timestamp\":\"2026-01-31T10:15:30.123Z\"}";
    private static final Position ID = new Position("k3f9", 1042);
    private static final String TOPIC = "chat:global";
    private static final String ZONE = "world:town";
    private static final ChannelFrame.Whereabouts HERE =
            new ChannelFrame.Whereabouts("u1", "Erney", "town", 100.5, 200.3, 64.0);
    private static final ChannelFrame.Whereabouts THERE =
            new ChannelFrame.Whereabouts("u2", null, "town", 1, -2, null);

    private static final Map<ChannelFrame, String> FRAMES =
            Map.ofEntries(
                    Map.entry(
                            new ChannelFrame.Connected(
                                    AT,
                                    "c",
                                    "u1",
                                    "Erney",
                                    "player",
                                    "a1b2",
                                    List.of(TOPIC),
                                    ID,
                                    30,
                                    AT.plusSeconds(60)),
                            "{'type':'connected','connection_id':'c','user_id':'u1','user':'Erney',"
                                    + "'role':'player','node':'a1b2','topics':['chat:global'],"
                                    + "'last_event_id':'k3f9-1042','heartbeat_seconds':30,"
                                    + "'expires_at':'2026-01-31T10:16:30.123Z',"),
                    Map.entry(
                            new ChannelFrame.Connected(
                                    AT,
                                    "c",
                                    null,
                                    null,
                                    "anonymous",
                                    "a1b2",
                                    List.of(),
                                    null,
                                    30,
                                    null),
                            "{'type':'connected','connection_id':'c','role':'anonymous','node':'a1b2',"
                                    + "'topics':[],'heartbeat_seconds':30,"),
                    Map.entry(
                            new ChannelFrame.Subscribed(AT, "1", TOPIC, ID, true),
                            "{'type':'subscribed','id':'1','topic':'chat:global',"
                                    + "'last_event_id':'k3f9-1042','recovered':true,"),
                    Map.entry(
                            new ChannelFrame.Subscribed(AT, null, "*", null, null),
                            "{'type':'subscribed','topic':'*',"),
                    Map.entry(
                            new ChannelFrame.Unsubscribed(
                                    AT, null, TOPIC, ChannelFrame.Unsubscribed.Reason.SANCTION),
                            "{'type':'unsubscribed','topic':'chat:global','reason':'sanction',"),
                    Map.entry(
                            new ChannelFrame.Gap(AT, TOPIC, ID, ID, 12L, true),
                            "{'type':'gap','topic':'chat:global','from':'k3f9-1042','to':'k3f9-1042',"
                                    + "'count':12,'recovered':true,"),
                    Map.entry(
                            new ChannelFrame.Gap(AT, TOPIC, ID, ID, null, false),
                            "{'type':'gap','topic':'chat:global','from':'k3f9-1042','to':'k3f9-1042',"
                                    + "'recovered':false,"),
                    Map.entry(
                            new ChannelFrame.Resumed(AT, true),
                            "{'type':'resumed','recovered':true,"),
                    Map.entry(
                            new ChannelFrame.Ack(AT, "6", ID, true),
                            "{'type':'ack','id':'6','event_id':'k3f9-1042','duplicate':true,"),
                    Map.entry(
                            new ChannelFrame.Ack(AT, "6", null, false), "{'type':'ack','id':'6',"),
                    Map.entry(
                            new ChannelFrame.Error(AT, "6", ErrorCode.MUTED, "no", 600_000L),
                            "{'type':'error','id':'6','code':'muted','message':'no',"
                                    + "'retry_after_ms':600000,"),
                    Map.entry(
                            new ChannelFrame.Error(AT, null, ErrorCode.NOT_YOUR_TURN, "no"),
                            "{'type':'error','code':'not_your_turn','message':'no',"),
                    Map.entry(
                            new ChannelFrame.History(
                                    AT, "4", TOPIC, List.of("{'a':1}", "{'b':2}"), true, false),
                            "{'type':'history','id':'4','topic':'chat:global',"
                                    + "'events':[{'a':1},{'b':2}],'has_more':true,"),
                    Map.entry(
                            new ChannelFrame.History(AT, null, TOPIC, List.of(), false, true),
                            "{'type':'history','topic':'chat:global','events':[],'has_more':false,"
                                    + "'final':true,"),
                    Map.entry(
                            new ChannelFrame.Presence(
                                    AT,
                                    "5",
                                    TOPIC,
                                    2,
                                    List.of(new ChannelFrame.Presence.User("u1", "Erney", AT))),
                            "{'type':'presence','id':'5','topic':'chat:global','count':2,'users':"
                                    + "[{'user_id':'u1','user':'Erney','since':'2026-01-31T10:15:30.123Z'}],"),
                    Map.entry(
                            new ChannelFrame.Typing(AT, TOPIC, "global", "u2", "Ada", true),
                            "{'type':'typing','topic':'chat:global','channel':'global','user_id':'u2','user':'Ada','typing':true,"),
                    Map.entry(
                            new ChannelFrame.Typing(AT, TOPIC, "global", "u2", null, false),
                            "{'type':'typing','topic':'chat:global','channel':'global','user_id':'u2','typing':false,"),
                    Map.entry(
                            new ChannelFrame.PlayerMovement(AT, ZONE, HERE),
                            "{'type':'player_movement','topic':'world:town',"
                                    + "'user_id':'u1','user':'Erney','x':100.5,'y':200.3,'z':64.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PlayerMovement(AT, ZONE, THERE),
                            "{'type':'player_movement','topic':'world:town',"
                                    + "'user_id':'u2','x':1.0,'y':-2.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PlayerNearby(AT, ZONE, HERE),
                            "{'type':'player_nearby','topic':'world:town',"
                                    + "'user_id':'u1','user':'Erney','x':100.5,'y':200.3,'z':64.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PlayerNearby(AT, ZONE, THERE),
                            "{'type':'player_nearby','topic':'world:town',"
                                    + "'user_id':'u2','x':1.0,'y':-2.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PlayerAway(AT, ZONE, "u1", "Erney", "town"),
                            "{'type':'player_away','topic':'world:town',"
                                    + "'user_id':'u1','user':'Erney','zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PlayerAway(AT, ZONE, "u2", null, "town"),
                            "{'type':'player_away','topic':'world:town','user_id':'u2','zone':'town',"),
                    Map.entry(
                            new ChannelFrame.WorldSnapshot(
                                    AT, ZONE, "town", "xz", List.of(HERE, THERE), true, false),
                            "{'type':'world_snapshot','topic':'world:town','zone':'town','plane':'xz','players':"
                                    + "[{'user_id':'u1','user':'Erney','x':100.5,'y':200.3,'z':64.0,'zone':'town'},"
                                    + "{'user_id':'u2','x':1.0,'y':-2.0,'zone':'town'}],"
                                    + "'first':true,'final':false,"),
                    Map.entry(
                            new ChannelFrame.MoveRejected(AT, ZONE, ErrorCode.TOO_FAST, HERE),
                            "{'type':'move_rejected','topic':'world:town','code':'too_fast',"
                                    + "'user_id':'u1','user':'Erney','x':100.5,'y':200.3,'z':64.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.MoveRejected(AT, ZONE, ErrorCode.TOO_FAST, THERE),
                            "{'type':'move_rejected','topic':'world:town','code':'too_fast',"
                                    + "'user_id':'u2','x':1.0,'y':-2.0,'zone':'town',"),
                    Map.entry(
                            new ChannelFrame.PresenceJoin(AT, TOPIC, "u2", "A\"da"),
                            "{'type':'presence_join','topic':'chat:global','user_id':'u2','user':'A\\\"da',"),
                    Map.entry(
                            new ChannelFrame.PresenceLeave(AT, TOPIC, "u2", null),
                            "{'type':'presence_leave','topic':'chat:global','user_id':'u2',"),
                    Map.entry(
                            new ChannelFrame.TokenExpiring(AT, 60),
                            "{'type':'token_expiring','expires_in_seconds':60,"),
                    Map.entry(
                            new ChannelFrame.System(AT, "shutdown", "bye", 1800L),
                            "{'type':'system','code':'shutdown','message':'bye',"
                                    + "'reconnect_after_ms':1800,"),
                    Map.entry(
                            new ChannelFrame.Unsubscribed(
                                    AT, "2", TOPIC, ChannelFrame.Unsubscribed.Reason.REQUESTED),
                            "{'type':'unsubscribed','id':'2','topic':'chat:global','reason':'requested',"),
                    Map.entry(
                            new ChannelFrame.PresenceJoin(AT, TOPIC, "u2", null),
                            "{'type':'presence_join','topic':'chat:global','user_id':'u2',"),
                    Map.entry(
                            new ChannelFrame.PresenceLeave(AT, TOPIC, "u2", "Ada"),
                            "{'type':'presence_leave','topic':'chat:global','user_id':'u2','user':'Ada',"),
                    Map.entry(
                            new ChannelFrame.System(AT, "shutdown", "bye", null),
                            "{'type':'system','code':'shutdown','message':'bye',"),
                    Map.entry(new ChannelFrame.Pong(AT, null), "{'type':'pong',"),
                    Map.entry(new ChannelFrame.Ping(AT), "{'type':'ping',"),
                    Map.entry(new ChannelFrame.Pong(AT, "p"), "{'type':'pong','id':'p',"));

    static Stream<Arguments> frames() {
        return FRAMES.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_frame_is_an_object_with_its_time_at_the_end(ChannelFrame frame, String json)
            throws JsonProcessingException {
        ChannelFrame quoted =
                frame instanceof ChannelFrame.History history
                        ? new ChannelFrame.History(
                                AT,
                                history.id(),
                                history.topic(),
                                history.events().stream().map(ChannelFrameTest::quoted).toList(),
                                history.hasMore(),
                                history.isFinal())
                        : frame;

        assertThat(quoted.encode()).isEqualTo(quoted(json) + TIME);
        assertThat(JsonMapper.builder().build().readTree(quoted.encode())).isNotEmpty();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Test
    void all_kinds_of_frames_are_in_the_table() {
        assertThat(FRAMES.keySet().stream().map(ChannelFrame::getClass).distinct())
                .hasSize(ChannelFrame.class.getPermittedSubclasses().length - 1);
    }

    @Test
    void a_retained_value_has_the_form_of_an_event_without_an_id() {
        EventBody body = EventBody.restored("game_status", "\"state\":\"running\"");

        assertThat(new ChannelFrame.StateValue(AT, TopicName.of("game:all"), body).encode())
                .isEqualTo(
                        "{\"type\":\"game_status\",\"timestamp\":\"2026-01-31T10:15:30.123Z\","
                                + "\"topic\":\"game:all\",\"state\":\"running\"}");
    }

    @Test
    void a_session_of_the_channels_speaks_as_they_do() {
        assertThat(ChannelEncoder.SESSION.encode(new Frame.Ping(AT)))
                .isEqualTo(new ChannelFrame.Ping(AT).encode());
        assertThat(ChannelEncoder.SESSION.encode(new Frame.Pong(AT, "p")))
                .isEqualTo(new ChannelFrame.Pong(AT, "p").encode());
        assertThat(
                        ChannelEncoder.SESSION.encode(
                                new Frame.Error(AT, ErrorCode.RATE_LIMITED, "slow down")))
                .isEqualTo(
                        "{\"type\":\"error\",\"code\":\"rate_limited\",\"message\":\"slow down\","
                                + TIME);
        assertThat(ChannelEncoder.SESSION.encode(new Frame.State(AT, "running"))).isNull();
    }
}
