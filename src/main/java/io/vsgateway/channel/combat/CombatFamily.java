package io.vsgateway.channel.combat;

import io.vsgateway.access.Caller;
import io.vsgateway.access.Right;
import io.vsgateway.channel.Family;
import io.vsgateway.hub.Outcome;
import io.vsgateway.roster.Connection;
import io.vsgateway.time.Clocks;
import io.vsgateway.wire.ErrorCode;
import io.vsgateway.wire.channel.ChannelFrame;
import io.vsgateway.wire.channel.ChannelMessage;
import io.vsgateway.wire.channel.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The rules of combat for those who are connected.
@ApplicationScoped
public class CombatFamily implements Family {
    private final Referee referee;
    private final Clocks clocks;

    public CombatFamily(Referee referee, Clocks clocks) {
        this.referee = referee;
        this.clocks = clocks;
    }

    @Override
    public Answer received(ChannelMessage message, Caller sender, Connection from) {
        return switch (message) {
            case ChannelMessage.CombatAction action -> act(action, sender);
            case ChannelMessage.Publish publish when isOfFight(publish.topic()) ->
                    new Answer.Refuse(ErrorCode.FORBIDDEN, "only the gateway tells of a combat");
            default -> new Answer.NotMine();
        };
    }

    private boolean isOfFight(TopicName topic) {
        return referee.find(topic).isPresent();
    }

    private Answer act(ChannelMessage.CombatAction message, Caller sender) {
        Optional<Fight> found = referee.find(message.combatSessionId());
        // Whoever may not see it is not told whether it is there.
        if (found.isEmpty()) {
            return new Answer.Refuse(ErrorCode.NOT_IN_COMBAT, "you take no part in such a combat");
        }
        String actor = sender.userId();
        if (sender.may(Right.PUBLISH)) {
            // The back-end acts for others, who need no connection.
            actor = message.event().member("user_id").asText("");
        }
        Long turn = message.turn();
        var input = new Input.Act(actor, turn == null ? null : turn.intValue(), message.action());
        return new Answer.Later(
                referee.judge(found.get(), input, message.event()).thenApply(CombatFamily::answer));
    }

    private static Answer answer(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Done(Outcome.Placed placed) when placed != null -> published(placed);
            case Ruling.Done _ -> new Answer.Done();
            case Ruling.Refused(ErrorCode code, String _) when code == ErrorCode.NOT_IN_COMBAT ->
                    new Answer.Refuse(code, "you take no part in such a combat");
            case Ruling.Refused(ErrorCode code, String why) -> new Answer.Refuse(code, why);
            case Ruling.Unplaced(Outcome outcome) -> published(outcome);
        };
    }

    private static Answer published(Outcome outcome) {
        return new Answer.Published(CompletableFuture.completedStage(outcome));
    }

    @Override
    public List<TopicName> own(Caller caller, Set<String> channels) {
        return channels.contains("combat")
                ? referee.of(caller.userId())
                        .filter(fight -> fight.mayBeWatchedBy(caller.userId()))
                        .map(Fight::topic)
                        .toList()
                : List.of();
    }

    @Override
    public boolean mayRead(TopicName topic, Caller caller) {
        return referee.find(topic)
                .filter(fight -> fight.mayBeWatchedBy(caller.userId()))
                .isPresent();
    }

    @Override
    public List<ChannelFrame> greeting(TopicName topic, Caller caller) {
        return referee.find(topic)
                .<List<ChannelFrame>>map(fight ->
                        List.of(
                                new ChannelFrame.StateValue(
                                        clocks.now(), topic, referee.sync(fight))))
                .orElse(List.of());
    }
}
