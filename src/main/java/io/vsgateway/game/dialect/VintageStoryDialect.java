package io.vsgateway.game.dialect;

import com.google.re2j.Pattern;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.LineSource;
import io.vsgateway.game.Wanted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The console of Vintage Story's dedicated server, in all its languages. A record begins with a
/// [VintageStoryPrefix]; the lines without one that follow belong to it. Only the prefix of a
/// line's own record decides what the line is, as players can write anything into the rest.
final class VintageStoryDialect implements Dialect {
    static final String NAME = "vintagestory";

    private static final String PREFIX = "/";

    private final Patterns patterns;

    VintageStoryDialect(Patterns patterns) {
        this.patterns = patterns;
    }

    /// What the settings say of lines whose words differ by language.
    ///
    /// @param ready found in the ready line, in place of the game's own
    /// @param saved found in the line that ends a save
    /// @param died what stands directly behind a name where a death is told
    record Patterns(@Nullable Pattern ready, Pattern saved, Pattern died) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LineReader reader(LineSource source, Wanted wanted) {
        return new VintageStoryReader(source, patterns, wanted);
    }

    @Override
    public boolean tellsPlayers() {
        return true;
    }

    @Override
    public String commandPrefix() {
        return PREFIX;
    }

    @Override
    public @Nullable String insteadOfCommand(String line) {
        if (line.startsWith(PREFIX)) {
            return null;
        }
        return line.startsWith(".")
                ? "the game ignores what begins with a dot"
                : "commands begin with /, this would be public chat";
    }

    @Override
    public Optional<String> stopCommand() {
        return Optional.of("/stop");
    }

    @Override
    public Teller teller() {
        return new VintageStoryTeller(patterns);
    }

    @Override
    public Optional<String> timeCommand() {
        return Optional.of(VintageStoryTime.COMMAND);
    }

    @Override
    public Help help() {
        return new VintageStoryHelp();
    }
}
