package io.vsgateway.game.dialect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.vsgateway.game.ConsoleLine;
import io.vsgateway.game.Dialect;
import io.vsgateway.game.Dialect.Told;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what is of interest to those who are not in the game:
///
/// ```
/// 27.1.2025 23:24:03 [Server Chat] 0 | DoofusDan: The Sod house is nice and cozy though.
/// 28.1.2024 15:43:12 [Server Notification] Message to all in group 0: A light temporal storm …
/// 10.7.2023 14:25:27 [Server Event] Offthread save of savegame done.
/// 5.9.2026 21:39:11 [Audit] HuiHuaFei已死亡。死亡消息：HuiHuaFei认为他可以飞。
/// ```
///
/// The type of a record, from its own prefix, says whose words it has, and what else is heeded
/// stands at a fixed place in it. Only names of players can be in the game's own words, and a name
/// may be anything: where an expression of the settings is searched for they are left out.
final class VintageStoryTeller implements Dialect.Teller {
    private static final String ANNOUNCED = "Message to all in group 0: ";

    /// How all announcements begin, whatever their group.
    private static final String MESSAGE = "Message to all ";

    private static final String CLIENT = "Client ";
    private static final Pattern CAME =
            Pattern.compile("^Client \\d{1,9} uid \\S+ attempting identification\\. Name: (.*\\S)");

    private static final int MOST_NAMES = 100;

    private final VintageStoryDialect.Patterns patterns;

    /// Who tried to come lately, whether or not they are there.
    private final Set<String> names = new LinkedHashSet<>();

    private final VintageStoryTime time = new VintageStoryTime();

    VintageStoryTeller(VintageStoryDialect.Patterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public Optional<Told> read(ConsoleLine line, Collection<String> players) {
        if (line.partial() || line.isRest()) {
            return Optional.empty();
        }
        if (line.continuation()) {
            return time.further(line);
        }
        VintageStoryPrefix prefix = VintageStoryPrefix.of(line.text());
        if (prefix == null) {
            return Optional.empty();
        }
        return switch (prefix.type()) {
            case CHAT -> VintageStoryChat.said(line.text(), players).map(said -> said);
            case AUDIT -> died(EscapeSequences.without(message(line, prefix)), players);
            case NOTIFICATION, EVENT -> own(line, prefix, players);
            default -> Optional.empty();
        };
    }

    private static String message(ConsoleLine line, VintageStoryPrefix prefix) {
        return line.text().substring(prefix.message());
    }

    /// A record in the game's own words.
    private Optional<Told> own(
            ConsoleLine line, VintageStoryPrefix prefix, Collection<String> players) {
        String message = EscapeSequences.without(message(line, prefix));
        boolean isNotification = prefix.type() == VintageStoryPrefix.Type.NOTIFICATION;
        if (isNotification && message.startsWith(VintageStoryReader.ECHO)) {
            time.echoed(message.substring(VintageStoryReader.ECHO.length()).strip(), line);
            return Optional.empty();
        }
        if (message.startsWith(CLIENT)) {
            remember(message);
            return Optional.empty();
        }
        if (isNotification && message.startsWith(MESSAGE)) {
            return announced(message);
        }
        if (isNotification) {
            time.notification(message, line);
        }
        String own = withoutNames(message, players);
        String start = line.text().substring(0, prefix.message());
        boolean isSaved =
                patterns.saved().matcher(own).find()
                        || patterns.saved().matcher(start + own).find();
        return isSaved ? Optional.of(new Told.Saved()) : Optional.empty();
    }

    private void remember(String message) {
        Matcher came = CAME.matcher(message);
        if (came.find()) {
            names.remove(came.group(1));
            names.add(came.group(1));
            if (names.size() > MOST_NAMES) {
                names.remove(names.iterator().next());
            }
        }
    }

    private String withoutNames(String message, Collection<String> players) {
        List<String> longestFirst =
                Stream.concat(players.stream(), names.stream())
                        .filter(message::contains)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        String left = message;
        for (String name : longestFirst) {
            left = left.replace(name, "");
        }
        return left;
    }

    private static Optional<Told> announced(String message) {
        if (!message.startsWith(ANNOUNCED)) {
            return Optional.empty();
        }
        String text = VintageStoryChat.plain(message.substring(ANNOUNCED.length()));
        return text.isEmpty() ? Optional.empty() : Optional.of(new Told.Announced(text));
    }

    /// Directly behind the name must stand what only a death has.
    private Optional<Told> died(String message, Collection<String> players) {
        return Stream.concat(players.stream(), names.stream())
                .filter(message::startsWith)
                .max(Comparator.comparingInt(String::length))
                .flatMap(name -> {
                    String behind = message.substring(name.length());
                    Matcher death = patterns.died().matcher(behind);
                    return death.lookingAt() && death.end() > 0
                            ? Optional.of(
                                    new Told.Died(name, behind.substring(death.end()).strip()))
                            : Optional.empty();
                });
    }
}
