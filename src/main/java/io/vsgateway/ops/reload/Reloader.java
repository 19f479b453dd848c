package io.vsgateway.ops.reload;

import io.smallrye.config.SmallRyeConfig;
import io.vsgateway.settings.Reloadable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks for changes of settings, and takes them as a whole or not at all. A change counts when two
/// looks in a row have found the same, so that no file is taken while it is being written.
///
/// Used by one thread, which it may block.
final class Reloader {
    private final Source source;
    private final List<Reloadable> parts;

    /// The files to look at, each with the variable that names it: those of the settings that were
    /// tried last.
    private Map<Path, String> files;

    /// The settings in effect, those tried last, and those that the last look found.
    private Snapshot active;

    private Snapshot tried;
    private Snapshot seen;

    /// Where settings come from.
    interface Source {
        /// The variables as they are now.
        Map<String, String> variables();

        /// All settings as they are now, checked as at a start.
        ///
        /// @throws Wrong if something is wrong with them
        SmallRyeConfig read() throws Wrong;

        /// What is wrong, for the operator.
        String explain(RuntimeException wrong);
    }

    /// Settings are not as they should be.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String why) {
            super(why);
        }
    }

    /// @param start the settings in effect
    Reloader(Source source, List<Reloadable> parts, SmallRyeConfig start) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.files = filesOf(start);
        this.active = Snapshot.of(source.variables(), files);
        this.tried = active;
        this.seen = active;
    }

    /// Whether anything can change.
    boolean hasFiles() {
        return !files.isEmpty();
    }

    /// Looks once.
    ///
    /// @return what became of a change; empty if there is none, or none yet
    Optional<Outcome> look() {
        Snapshot now = Snapshot.of(source.variables(), files);
        boolean isSettled = now.equals(seen);
        seen = now;
        return !isSettled || now.equals(tried) ? Optional.empty() : Optional.of(attempt(now));
    }

    private Outcome attempt(Snapshot found) {
        tried = found;
        Set<String> changed = found.changedSince(active);
        if (changed.isEmpty()) {
            return new Outcome.Withdrawn();
        }
        try {
            SmallRyeConfig settings = source.read();
            // The settings may name other files now; those of before may be gone.
            files = filesOf(settings);
            tried = Snapshot.of(source.variables(), files);
            seen = tried;
            List<Runnable> steps = parts.stream().map(part -> part.prepare(settings)).toList();
            changed = tried.changedSince(active);
            active = tried;
            steps.forEach(Runnable::run);
            return taken(changed);
        } catch (Wrong e) {
            return new Outcome.Refused(changed, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Outcome.Refused(changed, source.explain(e));
        }
    }

    private Outcome taken(Set<String> changed) {
        var now = new TreeSet<String>();
        parts.forEach(part -> now.addAll(part.variables()));
        now.retainAll(changed);
        var later = new TreeSet<>(changed);
        later.removeAll(now);
        return new Outcome.Taken(now, later);
    }

    private Map<Path, String> filesOf(SmallRyeConfig settings) {
        var all = new HashMap<Path, String>();
        parts.forEach(part -> all.putAll(part.files(settings)));
        return all;
    }
}
