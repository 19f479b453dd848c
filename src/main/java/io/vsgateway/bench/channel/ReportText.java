package io.vsgateway.bench.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/// A report as text: a table for people, or one JSON object for programs, which is written by hand
/// to avoid reflection.
final class ReportText {
    private ReportText() {}

    static String table(Findings.Report report) {
        var text = new StringBuilder();
        for (Figure figure : report.figures()) {
            text.append(
                    "%-52s%s, goal %s: %s%n"
                            .formatted(
                                    figure.title(),
                                    figure.isKnown()
                                            ? number(figure.value(), figure.unit())
                                            : "unknown",
                                    figure.goal(),
                                    verdict(figure)));
            for (Figure.Side side : figure.sides()) {
                text.append(
                        "  %-50s%s%n".formatted(side.name(), number(side.value(), side.unit())));
            }
        }
        return text.append("%-52s%s%n".formatted("result", result(report))).toString();
    }

    private static String verdict(Figure figure) {
        if (!figure.isKnown()) {
            return "too little was measured";
        }
        return figure.isMet() ? "met" : "missed";
    }

    private static String number(double value, String unit) {
        return String.format(Locale.ROOT, value < 1000 ? "%,.2f %s" : "%,.0f %s", value, unit)
                .strip();
    }

    private static String result(Findings.Report report) {
        return report.result().name().toLowerCase(Locale.ROOT);
    }

    static String json(Findings.Report report) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("result", result(report));
            json.writeArrayFieldStart("problems");
            for (String problem : report.problems()) {
                json.writeString(problem);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("figures");
            for (Figure figure : report.figures()) {
                figure(json, figure);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return text + "\n";
    }

    private static void figure(JsonGenerator json, Figure figure) throws IOException {
        json.writeObjectFieldStart(figure.name());
        if (figure.isKnown()) {
            json.writeNumberField("value", rounded(figure.value()));
        } else {
            json.writeNullField("value");
        }
        json.writeStringField("unit", figure.unit());
        json.writeNumberField(
                figure.goal().isMost() ? "at_most" : "at_least", figure.goal().bound());
        json.writeBooleanField("met", figure.isMet());
        json.writeObjectFieldStart("of");
        for (Figure.Side side : figure.sides()) {
            json.writeNumberField(side.name(), rounded(side.value()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : 0;
    }
}
