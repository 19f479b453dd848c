package io.vsgateway.bench.channel;

import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Crowd;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.Result;
import java.util.ArrayList;
import java.util.List;

/// What has been found so far. Not thread-safe.
final class Findings {
    /// What was measured.
    record Report(Result result, List<String> problems, List<Figure> figures) {
        Report {
            problems = List.copyOf(problems);
            figures = List.copyOf(figures);
        }
    }

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean orderKept = true;

    void add(Figure figure) {
        figures.add(figure);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /// Whether all clients were let in; it is a problem if not.
    boolean allConnected(String who, Connects connects) {
        if (connects.failed() > 0) {
            problem(
                    who
                            + ": "
                            + connects.failed()
                            + " of "
                            + (connects.failed() + connects.opened())
                            + " clients did not connect");
        }
        return connects.failed() == 0;
    }

    /// Whether every client got everything; it is a problem if not.
    boolean isWhole(String who, Delivery delivery, int clients) {
        if (!delivery.failure().isEmpty()) {
            problem(who + ": " + delivery.failure());
        } else if (!delivery.order().isKept()) {
            orderKept = false;
            problem(
                    "%s: the order was not kept: %d lost, %d out of order, %d gaps not exact"
                            .formatted(
                                    who,
                                    delivery.order().lost(),
                                    delivery.order().disordered(),
                                    delivery.order().inexact()));
        } else if (delivery.order().missed() > 0) {
            problem(who + ": " + delivery.order().missed() + " were missed, and told as gaps");
        } else if (delivery.complete() < clients) {
            problem(
                    who
                            + ": "
                            + (clients - delivery.complete())
                            + " clients did not get all in time");
        }
        return delivery.failure().isEmpty() && delivery.isWhole(clients);
    }

    /// Why clients are gone before their time.
    void gone(String who, Crowd crowd) {
        crowd.reasons().forEach((why, count) -> problem(who + ": " + count + " clients: " + why));
    }

    Report report() {
        Result result =
                !orderKept
                        ? Result.BROKEN
                        : problems.isEmpty() ? Result.COMPLETE : Result.INCOMPLETE;
        return new Report(result, problems, figures);
    }
}
