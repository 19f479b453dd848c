package io.vsgateway.seal;

import io.vsgateway.log.RationedLog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Closes what is written and opens what is read; without keys both leave it as it is. What cannot
/// be opened is counted, and told in the log at a bounded rate. Any thread.
public final class Seal {
    private static final Logger LOG = Logger.getLogger(Seal.class);
    private static final int LINES_PER_SECOND = 2;

    /// What is sealed begins with it, and nothing else does.
    private static final String MARK = "sealed:";

    private static final String UNSEALED = "none";

    private final @Nullable Keyring keys;
    private final RationedLog log = new RationedLog(LINES_PER_SECOND, LOG::warn);
    private final LongAdder unreadable = new LongAdder();

    private Seal(@Nullable Keyring keys) {
        this.keys = keys;
    }

    public static Seal with(Keyring keys) {
        return new Seal(keys);
    }

    /// Everything is written as it is.
    public static Seal none() {
        return new Seal(null);
    }

    /// Whether there are keys.
    public boolean isOn() {
        return keys != null;
    }

    /// How many keys there are, and at least one: how many names a name has.
    public int keys() {
        return keys == null ? 1 : keys.ids().size();
    }

    /// @param place where it is written; it cannot be opened anywhere else
    public String close(String place, String text) {
        return keys == null ? text : MARK + keys.seal(place, text);
    }

    /// Empty if it was sealed with another key or for another place, if it was changed, if it is
    /// sealed and there is no key here, or is not and there is.
    public Optional<String> open(String place, String text) {
        boolean isSealed = text.startsWith(MARK);
        if (keys == null) {
            return isSealed ? unreadable(place, text) : Optional.of(text);
        }
        Optional<String> opened =
                isSealed ? keys.open(place, text.substring(MARK.length())) : Optional.empty();
        return opened.isPresent() ? opened : unreadable(place, text);
    }

    private Optional<String> unreadable(String place, String text) {
        failed(place, text.startsWith(MARK) ? "no key here opens it" : "it is not sealed");
        return Optional.empty();
    }

    /// Something at a place cannot be read.
    public void failed(String place, String why) {
        unreadable.increment();
        String shown = place.lines().findFirst().orElse("");
        log.tell(shown, () -> "Something in Redis is left out, of " + shown + ": " + why);
    }

    /// What a name is called where it is looked up: the first is what it is written under; under
    /// the others it may have been written with other keys.
    ///
    /// @param use what is called so
    public List<String> labels(String use, String name) {
        return keys == null ? List.of(name) : keys.labels(use, name);
    }

    /// The name that is called so; empty if it cannot be told.
    public Optional<String> name(String use, String label) {
        return keys == null ? Optional.of(label) : keys.name(use, label);
    }

    /// As [#labels] of what nobody has to read again.
    public List<String> marks(String use, String name) {
        return keys == null ? List.of(name) : keys.marks(use, name);
    }

    /// Tells with what is sealed here; `none` if nothing is.
    public String written() {
        return keys == null ? UNSEALED : keys.ids().getFirst();
    }

    /// Whether what is sealed like that is opened here.
    ///
    /// @param written what another one's [#written] is
    public boolean opens(String written) {
        return keys == null ? written.equals(UNSEALED) : keys.ids().contains(written);
    }

    /// How often something could not be read.
    public long unreadable() {
        return unreadable.sum();
    }
}
