package io.vsgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoStartTest {
    private static final String STAMP =
            "([1-9]|[123]\\d)\\.([1-9]|1[012])\\.\\d{4} \\d\\d:\\d\\d:\\d\\d";

    @Test
    void the_first_line_says_that_this_is_a_demo() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            assertThat(demo.lines().getFirst())
                    .matches(STAMP + " \\[Server Warning\\] DEMO: .*not a real Vintage Story.*");
        }
    }

    @Test
    void it_goes_through_its_phases_and_says_when_it_is_ready() throws Exception {
        try (var demo = DemoProcess.start("--port", "4711", "--start-time", "80ms").ready()) {
            List<String> phases =
                    demo.lines().stream()
                            .filter(line ->
                                    line.contains("[Server Notification] Entering runphase "))
                            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                            .toList();

            assertThat(phases)
                    .containsExactly(
                            "Start",
                            "Initialization",
                            "Configuration",
                            "AssetsReady",
                            "AssetsFinalize",
                            "ModsAndConfigReady",
                            "GameReady",
                            "WorldReady",
                            "RunGame");
            assertThat(demo.lines().getLast())
                    .matches(
                            STAMP
                                    + " \\[Server Event\\] Dedicated Server now running on Port 4711"
                                    + " and all ips!");
        }
    }

    @Test
    void every_record_bears_a_stamp_and_a_type() throws Exception {
        try (var demo = DemoProcess.start().ready()) {
            assertThat(demo.stopped().lines())
                    .allMatch(line -> line.matches(STAMP + " \\[Server [A-Z][A-Za-z]+\\] \\S.*"));
        }
    }

    @Test
    void an_old_server_prints_the_time_without_the_date() throws Exception {
        try (var demo = DemoProcess.start("--old-style").ready()) {
            assertThat(demo.lines())
                    .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d \\[Server \\w+\\] .*"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, all ips!, joins.",
        "de, allen IPs!, betritt die Welt.",
        "ru, всех IP!, присоединяется.",
        "zh, 所有 IP 上运行！, 加入了游戏。"
    })
    void what_happens_is_told_in_the_language_asked_for(String language, String ready, String joins)
            throws Exception {
        try (var demo = DemoProcess.start("--language", language, "--rate", "200")) {
            demo.shows(ready)
                    .shows(joins)
                    .shows("[Server Notification] Entering runphase RunGame")
                    .shows("[Server Notification] Client 1 uid ");
        }
    }

    @Test
    void the_same_seed_gives_the_same_life() throws Exception {
        assertThat(lifeOf("7")).isEqualTo(lifeOf("7")).isNotEqualTo(lifeOf("8"));
    }

    private static List<String> lifeOf(String seed) throws Exception {
        try (var demo = DemoProcess.start("--seed", seed, "--rate", "20000").ready()) {
            demo.shows("Client 9 disconnected.");
            return demo.text()
                    .lines()
                    .filter(line -> line.contains("[Server ") && !line.contains("DEMO"))
                    .map(line -> line.substring(line.indexOf('[')))
                    .limit(60)
                    .toList();
        }
    }

    @Test
    void life_shows_joins_chat_deaths_storms_overload_and_exceptions() throws Exception {
        try (var demo = DemoProcess.start("--seed", "1", "--rate", "20000").ready()) {
            demo.shows(" attempting identification. Name: ")
                    .shows(" joins.\n")
                    .shows("[Server Chat] 0 | ")
                    .shows("Message to all in group 0: A light temporal storm is approaching")
                    .shows(" was eaten by a wolf.\n")
                    .shows("[Server Warning] Server overloaded. A tick took ")
                    .shows("[Server Error] Exception: ")
                    .shows("\n   at Demo.Server.")
                    .shows("[Server Debug] ")
                    .shows("[Server Event] Player ");
            assertThat(demo.text()).doesNotContain("[Server Audit]", "[Server StoryEvent]");
        }
    }

    @Test
    void a_rate_of_zero_is_silence() throws Exception {
        try (var demo = DemoProcess.start("--rate=0").ready()) {
            String text = demo.stopped();

            assertThat(text.substring(text.indexOf("now running")).lines().skip(1).findFirst())
                    .hasValueSatisfying(line -> assertThat(line).endsWith("Command /stop"));
        }
    }

    @Test
    void colours_are_for_warnings_and_errors_only() throws Exception {
        try (var demo = DemoProcess.start("--color").ready()) {
            demo.sends("/demo exception").shows("line 901\u001b[0m\n");

            assertThat(demo.lines().getFirst()).startsWith("\u001b[33m").endsWith("\u001b[0m");
            assertThat(demo.text()).contains("\n\u001b[31m");
            assertThat(demo.lines().get(1)).doesNotContain("\u001b");
        }
    }

    @Test
    void help_lists_every_option() throws Exception {
        try (var demo = DemoProcess.start("--help")) {
            assertThat(demo.exitCode()).isZero();
            for (Invocation.Option option : Invocation.Option.values()) {
                assertThat(demo.text()).contains("\n  " + option.text + " ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--rat=1, unknown option '--rat=1'",
        "stray, unknown option 'stray'",
        "--rate=, --rate wants a number",
        "--rate=-1, --rate wants a number",
        "--rate=NaN, --rate wants a number",
        "--seed=x, --seed wants a whole number",
        "--seed, --seed needs a value",
        "--language=fr, --language wants",
        "--save-time=3, --save-time wants a duration like",
        "--save-time=-3s, --save-time wants a duration like",
        "--start-time=1h, --start-time wants a duration like",
        "--split-lines=0, --split-lines wants a whole number from 1",
        "--port=65536, --port wants a whole number from 1 to 65535",
        "--color=yes, --color takes no value",
        "--data-path=/dev/null/x, cannot use --data-path",
    })
    void a_bad_option_gives_one_clear_line_and_exit_code_2(String option, String why)
            throws Exception {
        try (var demo = DemoProcess.start(option)) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.text()).isEmpty();
            await().untilAsserted(() ->
                    assertThat(demo.errors().lines()).singleElement().asString().contains(why));
        }
    }
}
