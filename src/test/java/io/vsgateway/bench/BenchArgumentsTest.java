package io.vsgateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.wire.Format;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchArgumentsTest {
    @Test
    void defaults_are_a_thousand_clients_and_a_hundred_lines_a_second_for_ten_seconds() {
        assertThat(options(""))
                .isEqualTo(
                        new BenchOptions(
                                1000,
                                100,
                                1000,
                                250,
                                100,
                                0,
                                0,
                                null,
                                64,
                                0,
                                Format.TEXT,
                                false,
                                Duration.ofSeconds(60),
                                null,
                                null));
    }

    @Test
    void all_options_are_taken_in_both_spellings() {
        assertThat(
                        options(
                                "--clients 50 --rate=200 --lines 400 --warmup=7 --size 300 --slow=5 --commands 9"
                                        + " --in-flight=3 --connect-rate 4 --format=json --output json"
                                        + " --timeout=2m --url ws://h:1 --pid 17"))
                .isEqualTo(
                        new BenchOptions(
                                50,
                                200,
                                400,
                                7,
                                300,
                                5,
                                9,
                                null,
                                3,
                                4,
                                Format.JSON,
                                true,
                                Duration.ofMinutes(2),
                                "ws://h:1",
                                17));
    }

    @Test
    void lines_come_from_rate_and_duration() {
        assertThat(options("--rate 1000 --duration 500ms").lines()).isEqualTo(500);
        assertThat(options("--rate 1 --duration 500ms").lines()).isEqualTo(1);
        assertThat(options("--rate 1000 --duration 2m").atMost(120_000))
                .isEqualTo(Duration.ofSeconds(180));
    }

    @Test
    void a_burst_is_bounded_by_its_lines() {
        assertThat(options("--rate 0").lines()).isEqualTo(100_000);
        assertThat(options("--rate 0 --lines 7").lines()).isEqualTo(7);
        assertThat(options("--rate 0").atMost(100_000)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void idle_connections_are_held_and_get_nothing() {
        BenchOptions options = options("--idle --duration 20s");

        assertThat(options.idle()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.lines()).isZero();
    }

    @Test
    void help_lists_every_option() {
        var help = (BenchArguments.Help) BenchArguments.parse("--help");

        for (BenchArguments.Option option : BenchArguments.Option.values()) {
            assertThat(help.text()).contains("  " + option.text + " ");
        }
        assertThat(help.text().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource({
        "--client 5, unknown option '--client'",
        "5, unknown option '5'",
        "--clients, --clients needs a value",
        "--idle=yes, --idle takes no value",
        "--clients 0, '--clients wants a whole number from 1 to 60000, not ''0'''",
        "--clients x, not 'x'",
        "--rate -1, --rate wants",
        "--size 0, --size wants",
        "--lines 0, --lines wants",
        "--duration 0s, --duration wants a time",
        "--duration 61m, at most 60m",
        "--duration 5h, --duration wants a time",
        "--duration 5s --lines 9, --duration cannot be had with --lines",
        "--duration 5s --rate 0, --duration cannot be had with --lines or with --rate 0",
        "--rate 1000000 --duration 60m, is more than 100000000 lines",
        "--slow 10 --clients 10, --slow must be less than --clients",
        "--format xml, '--format wants text or json, not ''xml'''",
        "--output xml, --output wants table or json",
        "--pid 1, --pid goes with --url",
        "--pid 0 --url ws://h:1, --pid wants a whole number from 1",
    })
    void a_wrong_option_is_refused_in_one_line(String arguments, String why) {
        var refused = (BenchArguments.Refused) BenchArguments.parse(arguments.split(" "));

        assertThat(refused.why()).contains(why).doesNotContain("\n");
    }

    private static BenchOptions options(String arguments) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        return ((BenchArguments.Run) BenchArguments.parse(words)).options();
    }
}
