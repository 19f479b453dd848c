package io.vsgateway.channel.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.data.FileTrouble;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file with the words that are not to be said.
public final class WordFile {
    private static final String VARIABLE = "VS_CHAT_WORDS_FILE";
    private static final long MOST_BYTES = 1024 * 1024;

    private WordFile() {}

    /// What is wrong with the file that is set, if one is and anything is.
    public static Optional<String> problem(ChatSettings settings) {
        try {
            read(settings);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The words in the file that is set; empty if none is.
    ///
    /// @throws ConfigurationException that names the variable, and the line that is wrong
    static Optional<WordList> read(ChatSettings settings) {
        return settings.words().file().map(WordFile::read);
    }

    private static WordList read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigurationException(VARIABLE + " has more than 1 MiB: " + file);
            }
            return WordList.of(Files.readAllLines(file));
        } catch (CharacterCodingException _) {
            throw new ConfigurationException("%s, %s, is no UTF-8".formatted(VARIABLE, file));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "%s, %s, cannot be read: %s".formatted(VARIABLE, file, FileTrouble.of(e)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(VARIABLE + ": " + file + ", " + e.getMessage());
        }
    }
}
