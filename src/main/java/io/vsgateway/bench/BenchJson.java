package io.vsgateway.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vsgateway.bench.crowd.Connects;
import io.vsgateway.bench.crowd.Delivery;
import io.vsgateway.bench.crowd.Order;
import io.vsgateway.bench.crowd.RoundTrips;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A report for programs: one JSON object. Written by hand, to avoid reflection.
final class BenchJson {
    private final JsonGenerator json;

    private BenchJson(JsonGenerator json) {
        this.json = json;
    }

    static String write(BenchReport report) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new BenchJson(json).report(report);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return text + "\n";
    }

    private void report(BenchReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("result", report.result().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("problems");
        for (String problem : report.problems()) {
            json.writeString(problem);
        }
        json.writeEndArray();
        options(report.options());
        connects(report.connects());
        if (report.delivery() != null) {
            delivery(report.delivery());
            json.writeNumberField("clients_cpu_seconds", seconds(report.benchCpu()));
        }
        if (report.commands() != null) {
            commands(report.commands());
        }
        if (report.gateway() != null) {
            gateway(report, report.gateway());
        }
        json.writeEndObject();
    }

    private void options(BenchOptions options) throws IOException {
        json.writeNumberField("clients", options.clients());
        json.writeStringField("format", options.format().label());
        if (options.idle() == null) {
            json.writeNumberField("rate", options.rate());
            json.writeNumberField("lines", options.lines());
            json.writeNumberField("warmup", options.warmup());
            json.writeNumberField("size", options.size());
        } else {
            json.writeNumberField("idle_seconds", seconds(options.idle()));
        }
    }

    private void connects(Connects connects) throws IOException {
        json.writeObjectFieldStart("connect");
        json.writeNumberField("opened", connects.opened());
        json.writeNumberField("failed", connects.failed());
        json.writeNumberField("per_second", rounded(connects.perSecond()));
        millis("ms", connects.nanos());
        json.writeEndObject();
    }

    private void delivery(Delivery delivery) throws IOException {
        json.writeObjectFieldStart("delivery");
        json.writeNumberField("complete_clients", delivery.complete());
        json.writeNumberField("expected", delivery.expected());
        json.writeNumberField("delivered", delivery.delivered());
        json.writeNumberField("seconds", rounded(delivery.seconds()));
        json.writeNumberField("lines_per_second", rounded(delivery.perSecond()));
        millis("latency_ms", delivery.latency());
        order(delivery.order());
        json.writeEndObject();
        if (delivery.slow().clients() > 0) {
            json.writeObjectFieldStart("slow");
            json.writeNumberField("clients", delivery.slow().clients());
            json.writeNumberField("delivered", delivery.slow().delivered());
            order(delivery.slow().order());
            json.writeEndObject();
        }
    }

    private void order(Order order) throws IOException {
        json.writeNumberField("gaps", order.gaps());
        json.writeNumberField("missed", order.missed());
        json.writeNumberField("lost", order.lost());
        json.writeNumberField("out_of_order", order.disordered());
        json.writeNumberField("inexact_gaps", order.inexact());
    }

    private void commands(RoundTrips trips) throws IOException {
        json.writeObjectFieldStart("commands");
        json.writeNumberField("wanted", trips.wanted());
        json.writeNumberField("confirmed", trips.confirmed().getTotalCount());
        millis("written_ms", trips.written());
        millis("confirmed_ms", trips.confirmed());
        json.writeEndObject();
    }

    private void gateway(BenchReport report, BenchReport.Gateway gateway) throws IOException {
        json.writeObjectFieldStart("gateway");
        if (report.delivery() != null) {
            json.writeNumberField("cpu_seconds", seconds(gateway.deliveryCpu()));
            known("cpu_seconds_per_million", report.cpuSecondsPerMillion());
        }
        known("idle_cpu_percent", report.idleCpuPercent());
        if (gateway.end().rssKb() > 0) {
            json.writeNumberField("rss_before_kib", gateway.before().rssKb());
            json.writeNumberField("rss_connected_kib", gateway.connected().rssKb());
            json.writeNumberField("rss_kib", gateway.end().rssKb());
            json.writeNumberField("rss_peak_kib", gateway.end().peakRssKb());
            known("rss_kib_per_client", report.rssKbPerClient());
        }
        json.writeEndObject();
    }

    private void known(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, rounded(value));
        }
    }

    private void millis(String name, Histogram nanos) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50", rounded(nanos.getValueAtPercentile(50) / 1e6));
        json.writeNumberField("p99", rounded(nanos.getValueAtPercentile(99) / 1e6));
        json.writeNumberField("p99_9", rounded(nanos.getValueAtPercentile(99.9) / 1e6));
        json.writeNumberField("max", rounded(nanos.getMaxValue() / 1e6));
        json.writeEndObject();
    }

    private static double seconds(Duration time) {
        return rounded(time.toMillis() / 1e3);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
