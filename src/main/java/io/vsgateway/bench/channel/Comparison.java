package io.vsgateway.bench.channel;

import io.vsgateway.bench.crowd.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Two ways to the same deliveries, which take turns for some rounds.
final class Comparison {
    private final Side one;
    private final Side other;
    private final List<Measured> ofOne = new ArrayList<>();
    private final List<Measured> ofOther = new ArrayList<>();

    /// One way.
    ///
    /// @param warmUp a shorter round, which does not count
    record Side(
            String name,
            Crowd crowd,
            int clients,
            Supplier<Measured> warmUp,
            Supplier<Measured> round) {}

    Comparison(Side one, Side other) {
        this.one = one;
        this.other = other;
    }

    /// Returns whether all came everywhere.
    boolean run(int rounds, Duration timeout, Findings findings) {
        boolean whole =
                connect(one, timeout, findings)
                        && connect(other, timeout, findings)
                        && measured(one, one.warmUp(), new ArrayList<>(), findings)
                        && measured(other, other.warmUp(), new ArrayList<>(), findings);
        for (int i = 0; i < rounds && whole; i++) {
            whole =
                    measured(other, other.round(), ofOther, findings)
                            && measured(one, one.round(), ofOne, findings);
        }
        findings.gone(one.name(), one.crowd());
        findings.gone(other.name(), other.crowd());
        return whole;
    }

    private static boolean connect(Side side, Duration timeout, Findings findings) {
        return findings.allConnected(side.name(), side.crowd().connect(Bed.IN_FLIGHT, 0, timeout));
    }

    private static boolean measured(
            Side side, Supplier<Measured> round, List<Measured> rounds, Findings findings) {
        Measured measured = round.get();
        rounds.add(measured);
        return findings.isWhole(side.name(), measured.delivery(), side.clients());
    }

    double one(ToDoubleFunction<Measured> of) {
        return Measured.median(ofOne, of);
    }

    double other(ToDoubleFunction<Measured> of) {
        return Measured.median(ofOther, of);
    }

    /// How many times the other's value the first one's is.
    double ratio(ToDoubleFunction<Measured> of) {
        return one(of) / other(of);
    }
}
