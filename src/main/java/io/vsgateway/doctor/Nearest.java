package io.vsgateway.doctor;

import java.util.Collection;
import java.util.Optional;

/// Finds the name that was probably meant.
public final class Nearest {
    private Nearest() {}

    /// The one of the names that is nearest to the wrong one; none if all are far.
    public static Optional<String> of(String wrong, Collection<String> names) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = distance(wrong, name);
            if (distance < least || distance == least && name.compareTo(best) < 0) {
                best = name;
                least = distance;
            }
        }
        // Any two words of three letters are near.
        int near = wrong.length() < 4 ? 1 : Math.max(2, wrong.length() / 4);
        return least <= near ? Optional.of(best) : Optional.empty();
    }

    /// How many letters have to be added, taken away or replaced (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int i = 0; i <= to.length(); i++) {
            row[i] = i;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
