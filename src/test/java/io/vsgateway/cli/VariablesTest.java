package io.vsgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How values of variables are read, by the interceptors that the program has.
class VariablesTest {
    @Test
    void a_dollar_stands_for_itself_in_a_variable() {
        assertThat(config("VS_GAME_STOP_ANNOUNCE", "a$$b ${c}").getValue(ANNOUNCE, String.class))
                .isEqualTo("a$$b ${c}");
    }

    @Test
    void quotes_around_the_whole_are_taken_away_also_of_what_the_framework_reads() {
        assertThat(config("VS_GAME_STOP_ANNOUNCE", "'/a \"b\"'").getValue(ANNOUNCE, String.class))
                .isEqualTo("/a \"b\"");
        assertThat(config("VS_HTTP_PORT", "\"81\"").getValue("quarkus.http.port", Integer.class))
                .isEqualTo(81);
        assertThat(config("VS_LOG_JSON", "'true'").getValue("json", Boolean.class)).isTrue();
    }

    @Test
    void a_command_line_keeps_its_own() {
        assertThat(
                        config("VS_GAME_COMMAND", "'/my game'")
                                .getValue("vs.game.command", String.class))
                .isEqualTo("'/my game'");
    }

    private static final String ANNOUNCE = "vs.game.stop.announce";

    private static SmallRyeConfig config(String variable, String value) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withSources(new EnvConfigSource(Map.of(variable, value), 300))
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(
                                        "quarkus.http.port", "${vs.http.port:8080}",
                                        "json", "${vs.log.json:false}"),
                                "file",
                                100))
                .build();
    }
}
