package io.vsgateway.text;

/// Masks what not everyone may read in a text: secrets and, for readers who may not see who plays,
/// also addresses and the uids of players. It examines the text as it is [read][SeenText] and puts
/// `***` into the text itself. It takes time in proportion to the text, and has no state.
public final class Masking {
    /// Replaces masked text.
    public static final String MASK = "***";

    /// Whom a text is masked for.
    enum For {
        /// Those who may see who plays: only secrets are masked.
        AUDIT,
        MONITORS
    }

    /// What was found in a text as it is read.
    ///
    /// @param spans the parts to mask
    /// @param undecided the place from which on more text could turn it into something to mask; the
    ///   length of the text if none could
    /// @param asks whether the text ends where a secret would follow
    /// @param asksBySign the same, and with a sign such as `:`
    record Found(Spans spans, int undecided, boolean asks, boolean asksBySign) {}

    private Masking() {}

    /// For the audit: secrets are masked.
    public static String secrets(String text) {
        return mask(text, For.AUDIT);
    }

    /// For monitors: secrets, addresses and uids are masked.
    public static String all(String text) {
        return mask(text, For.MONITORS);
    }

    /// The same for a text that may be only the beginning of something: whatever could become an
    /// address is left out.
    public static String beginning(String text) {
        boolean isWord = text.chars().allMatch(Character::isLetter);
        return isWord ? text : new PieceMask().piece(text, true).text();
    }

    /// Whether the next input is a secret, judging by this last line of a console.
    public static boolean asksForSecret(String line) {
        Found found = find(SeenText.of(line).seen(), false, For.AUDIT);
        return found.asks();
    }

    private static String mask(String text, For whom) {
        SeenText reading = SeenText.of(text);
        Spans spans = find(reading.seen(), false, whom).spans();
        if (spans.isEmpty() && !reading.hasOthers()) {
            return text;
        }
        var masked = new StringBuilder(text.length());
        reading.mask(spans, 0, 0, text.length(), masked);
        return masked.toString();
    }

    /// @param partial whether more of the line is to come
    static Found find(String seen, boolean partial, For whom) {
        var glance = new Glance(seen);
        var spans = new Spans();
        boolean all = whom == For.MONITORS;
        var named = new NamedSecrets(seen, partial, all, spans);
        if (glance.mayHaveNames()) {
            named.find();
        }
        if (glance.mayHaveUrls()) {
            Urls.find(seen, spans);
        }
        if (glance.mayHaveTokens()) {
            Tokens.secrets(seen, spans);
        }
        if (all && glance.mayHaveUids()) {
            Tokens.uids(seen, partial, spans);
        }
        if (all && glance.mayHaveNumbers()) {
            Addresses.numbers(seen, spans);
        }
        if (all && glance.mayHaveGroups()) {
            Addresses.groups(seen, spans);
        }
        if (all && glance.mayHaveMachines()) {
            Addresses.machines(seen, spans);
        }
        spans.join();
        int undecided = seen.length();
        if (partial) {
            undecided = Math.min(named.undecided(), Tail.undecided(seen));
            for (int at = spans.around(undecided); at >= 0; at = spans.around(undecided)) {
                undecided = spans.to(at);
            }
        }
        return new Found(spans, undecided, named.asks(), named.asksBySign());
    }
}
