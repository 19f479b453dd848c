package io.vsgateway.channel.combat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vsgateway.channel.combat.Encounter.Participant;
import io.vsgateway.wire.Timestamp;
import io.vsgateway.wire.channel.EventBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is told of a fact.
final class Words {
    private Words() {}

    /// The members that all have.
    static ObjectNode of(Fight fight) {
        return JsonNodeFactory.instance.objectNode().put("combat_session_id", fight.id());
    }

    /// @param next how the fight stands when all facts have happened
    /// @param said what somebody sent along with their action; null if nothing
    static EventBody of(Fact fact, Fight fight, Encounter next, @Nullable EventBody said) {
        ObjectNode members = of(fight);
        return switch (fact) {
            case Fact.Started _ -> {
                members.set("participants", Fight.participants(next));
                Fight.tellActions(next, members);
                EventBody state = fight.now().state();
                if (state != null) {
                    members.set("state", state.member("state"));
                }
                yield EventBody.of("combat_start", members);
            }
            case Fact.Turn(
                            int turn,
                            int round,
                            String userId,
                            Instant deadline,
                            boolean paused) -> {
                members.put("turn", turn).put("round", round).put("user_id", userId);
                if (deadline != null) {
                    members.put("deadline", Timestamp.format(deadline));
                }
                if (paused) {
                    members.put("paused", true);
                }
                yield EventBody.of("combat_turn", members);
            }
            case Fact.Acted(int turn, String userId, String action) -> {
                Participant who = next.participant(userId).orElseThrow();
                EventBody told =
                        said == null
                                ? EventBody.of(
                                        "combat_action",
                                        members.put("turn", turn).put("action", action))
                                : said;
                yield told.by(
                        who.fighter().name(), userId, who.fighter().isNpc() ? "npc" : "player");
            }
            case Fact.TimedOut(int turn, String userId, int count) ->
                    EventBody.of(
                            "combat_timeout",
                            members.put("turn", turn).put("user_id", userId).put("count", count));
            case Fact.Changed(Participant who, Fact.Status status) ->
                    EventBody.of(
                            "combat_participant",
                            members.put("user_id", who.userId())
                                    .put("name", who.fighter().name())
                                    .put("team", who.fighter().team())
                                    .put("status", status.label()));
            case Fact.Ended(Fact.Reason reason, String team) -> {
                members.put("reason", reason.label());
                if (team != null) {
                    members.put("team", team);
                }
                yield EventBody.of("combat_end", members);
            }
        };
    }
}
