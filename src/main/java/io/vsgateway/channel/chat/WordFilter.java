package io.vsgateway.channel.chat;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Leaves out the words of a file, or does not take what has one of them in it.
@DefaultBean
@ApplicationScoped
class WordFilter implements ChatFilter {
    private final Optional<WordList> list;
    private final boolean isStrict;

    WordFilter(ChatSettings settings) {
        this.list = WordFile.read(settings);
        this.isStrict = settings.words().action() == ChatSettings.Words.Action.REFUSE;
    }

    /// A mistake in the file stops the start and not the first message.
    void atStart(@Observes StartupEvent start) {}

    @Override
    public Verdict judge(String content, Caller sender) {
        Optional<String> masked = list.flatMap(words -> words.masked(content));
        if (masked.isEmpty()) {
            return new Verdict.Said(content);
        }
        return isStrict ? new Verdict.Refused() : new Verdict.Said(masked.get());
    }
}
