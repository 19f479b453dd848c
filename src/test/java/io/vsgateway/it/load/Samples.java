package io.vsgateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.Rest;
import io.vsgateway.it.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a gateway holds, every ten seconds until told to end. The first half is its warm-up:
/// compilers and allocators take their memory in steps of about 10 MiB.
final class Samples implements Runnable {
    private static final int INTERVAL_SECONDS = 10;

    /// Event loops are made when they are first used, and REST clients keep their connections.
    private static final int FILES_ALLOWANCE = 20;

    private static final int THREADS_ALLOWANCE = 10;

    /// @param at seconds since the first sample
    /// @param connections open WebSockets
    /// @param directKib memory of direct buffers
    private record Sample(double at, Usage usage, long connections, long directKib) {
        String row(double cpuPercent) {
            return "%5.0f %8.1f %9.1f %8d %6d %12d %6.1f"
                    .formatted(
                            at,
                            usage.rssKib() / 1024.0,
                            directKib / 1024.0,
                            usage.threads(),
                            usage.files(),
                            connections,
                            cpuPercent);
        }
    }

    private final GatewayProcess gateway;
    private final List<Sample> samples = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long began = System.nanoTime();

    Samples(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    @Override
    public void run() {
        try {
            do {
                samples.add(sample());
            } while (!ended.await(INTERVAL_SECONDS, TimeUnit.SECONDS));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sample sample() throws IOException {
        Rest rest = Rest.of(gateway);
        return new Sample(
                (System.nanoTime() - began) / 1e9,
                Usage.of(gateway),
                (long) rest.metric("vs_connections"),
                (long) rest.metric("jvm_buffer_memory_used_bytes{id=\"direct\"}") / 1024);
    }

    void end() {
        ended.countDown();
    }

    /// All samples, one on a line.
    String table() {
        var table = new StringBuilder();
        table.append("  at s  RSS MiB direct MiB threads  files  connections  CPU %\n");
        Sample before = samples.getFirst();
        for (Sample sample : samples) {
            double seconds = Math.max(1, sample.at() - before.at());
            double cpu = sample.usage().cpuSeconds() - before.usage().cpuSeconds();
            table.append(sample.row(100 * cpu / seconds)).append('\n');
            before = sample;
        }
        return table.toString();
    }

    /// How fast resident memory grew after the warm-up, in KiB a second: the slope of the line of
    /// least squares.
    double rssSlope() {
        List<Sample> warm = samples.subList(samples.size() / 2, samples.size());
        double meanAt = warm.stream().mapToDouble(Sample::at).average().orElseThrow();
        double meanRss = warm.stream().mapToDouble(s -> s.usage().rssKib()).average().orElseThrow();
        double together = 0;
        double spread = 0;
        for (Sample sample : warm) {
            together += (sample.at() - meanAt) * (sample.usage().rssKib() - meanRss);
            spread += (sample.at() - meanAt) * (sample.at() - meanAt);
        }
        return together / spread;
    }

    /// Fails if the gateway, whose clients have all left, holds more than at the first sample.
    void checkCounts() throws IOException {
        Usage first = samples.getFirst().usage();
        Usage now = Usage.of(gateway);
        assertThat(now.files()).isLessThanOrEqualTo(first.files() + FILES_ALLOWANCE);
        assertThat(now.threads()).isLessThanOrEqualTo(first.threads() + THREADS_ALLOWANCE);
    }
}
