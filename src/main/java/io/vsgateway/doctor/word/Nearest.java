package io.vsgateway.doctor.word;

import java.util.Collection;
import java.util.Optional;

/// Finds the name that was probably intended.
public final class Nearest {
    private Nearest() {}

    /// The name nearest to the wrong one; none if all are too far off.
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
        // Any two words of three letters are near each other.
        int near = wrong.length() < 4 ? 1 : Math.max(2, wrong.length() / 4);
        return least <= near ? Optional.of(best) : Optional.empty();
    }

    /// How many letters must be added, removed or replaced (Levenshtein).
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
