package io.vsgateway.game;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The console of Vintage Story's dedicated server, in all its languages. A record begins with a
/// [VintageStoryPrefix]; the lines without one that follow belong to it. What a line is comes from
/// the prefix of its own record alone, as players can write anything into the rest.
final class VintageStoryDialect implements Dialect {
    static final String NAME = "vintagestory";

    private static final String READY = "Dedicated Server now running on Port";
    private static final String READY_IN_ANY_LANGUAGE = "Entering runphase RunGame";
    private static final List<String> ENDS =
            List.of("Entering runphase Shutdown", "Entering runphase Exit", "Stopped the server!");
    private static final String ECHO = "Handling Console Command ";

    private final @Nullable Pattern ready;

    /// @param ready found in the ready line, in place of the game's own one
    VintageStoryDialect(Optional<Pattern> ready) {
        this.ready = ready.orElse(null);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineReader reader(Stream stream) {
        return new Reader(stream);
    }

    @Override
    public boolean isReady(ConsoleLine line) {
        if (line.stream() == Stream.GATEWAY
                || line.category().equals(VintageStoryPrefix.Type.CHAT.text)) {
            return false;
        }
        if (ready != null) {
            return ready.matcher(line.text()).find();
        }
        VintageStoryPrefix prefix = prefix(line);
        return prefix != null
                && (prefix.messageStartsWith(READY_IN_ANY_LANGUAGE, line.text())
                        || prefix.messageStartsWith(READY, line.text()));
    }

    @Override
    public boolean isEnd(ConsoleLine line) {
        VintageStoryPrefix prefix = prefix(line);
        return prefix != null
                && prefix.type() != VintageStoryPrefix.Type.CHAT
                && ENDS.stream().anyMatch(end -> prefix.messageStartsWith(end, line.text()));
    }

    @Override
    public boolean confirms(String command, ConsoleLine line) {
        if (!line.category().equals(VintageStoryPrefix.Type.NOTIFICATION.text)) {
            return false;
        }
        VintageStoryPrefix prefix = prefix(line);
        return prefix != null && prefix.messageIs(ECHO + command.strip(), line.text());
    }

    @Override
    public Help help() {
        return new VintageStoryHelp();
    }

    @Override
    public PlayerReader players() {
        return new VintageStoryPlayers();
    }

    private static @Nullable VintageStoryPrefix prefix(ConsoleLine line) {
        return line.continuation() ? null : VintageStoryPrefix.of(line.text());
    }

    private static final class Reader extends RecordReader {
        private Level level = Level.INFO;
        private String category = "";

        Reader(Stream stream) {
            super(stream);
        }

        @Override
        boolean begins(String line) {
            VintageStoryPrefix prefix = VintageStoryPrefix.of(line);
            if (prefix == null) {
                return false;
            }
            level = prefix.type().level;
            category = prefix.type().text;
            return true;
        }

        @Override
        ConsoleLine line(Instant at, String text, boolean continuation) {
            return new ConsoleLine(at, stream(), level, category, continuation, text);
        }
    }
}
