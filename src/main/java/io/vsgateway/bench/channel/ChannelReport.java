package io.vsgateway.bench.channel;

import io.vsgateway.bench.crowd.Result;
import java.util.List;

/// What was measured.
record ChannelReport(Result result, List<String> problems, List<Figure> figures) {
    ChannelReport {
        problems = List.copyOf(problems);
        figures = List.copyOf(figures);
    }
}
