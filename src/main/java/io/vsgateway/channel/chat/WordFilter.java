package io.vsgateway.channel.chat;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Leaves out the words of a file, or does not take what has one of them in it.
@DefaultBean
@ApplicationScoped
class WordFilter implements ChatFilter {
    private static final String VARIABLE = "VS_CHAT_WORDS_FILE";
    private static final long MOST_BYTES = 1024 * 1024;

    private final Optional<WordList> list;
    private final boolean isStrict;

    WordFilter(ChatSettings settings) {
        this.list = settings.words().file().map(WordFilter::read);
        this.isStrict = settings.words().action() == ChatSettings.Words.Action.REFUSE;
    }

    /// A mistake in the file stops the start and not the first message.
    void atStart(@Observes StartupEvent start) {}

    private static WordList read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(VARIABLE + " has more than 1 MiB: " + file);
            }
            return WordList.of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new ConfigurationException(VARIABLE + " cannot be read as UTF-8: " + e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(VARIABLE + ": " + file + ", " + e.getMessage());
        }
    }

    @Override
    public Verdict judge(String content, Caller sender) {
        Optional<String> masked = list.flatMap(words -> words.masked(content));
        if (masked.isEmpty()) {
            return new Verdict.Said(content);
        }
        return isStrict ? new Verdict.Refused() : new Verdict.Said(masked.get());
    }
}
