package io.vsgateway.bench.channel;

import java.util.List;
import java.util.Locale;

/// One result.
///
/// @param name for programs
/// @param title for people
/// @param sides what it was made from, or what else was seen
record Figure(String name, String title, double value, String unit, Goal goal, List<Side> sides) {
    Figure {
        sides = List.copyOf(sides);
    }

    /// A goal of this project, on a machine that does nothing else.
    record Goal(boolean isMost, double bound) {
        static Goal atMost(double bound) {
            return new Goal(true, bound);
        }

        static Goal atLeast(double bound) {
            return new Goal(false, bound);
        }

        boolean isMet(double value) {
            return isMost ? value <= bound : value >= bound;
        }

        @Override
        public String toString() {
            String number =
                    bound < 100
                            ? String.format(Locale.ROOT, "%.2f", bound).replaceFirst("\\.?0+$", "")
                            : String.format(Locale.ROOT, "%,.0f", bound);
            return (isMost ? "<= " : ">= ") + number;
        }
    }

    /// A part of it.
    record Side(String name, double value, String unit) {}

    /// Whether there was enough to be measured: processor time is counted in hundredths of a
    /// second.
    boolean isKnown() {
        return Double.isFinite(value);
    }

    boolean isMet() {
        return goal.isMet(value);
    }
}
