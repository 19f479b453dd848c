package io.vsgateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.vsgateway.TestSettings;
import io.vsgateway.game.GameSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    vs.game.io            | tty | VS_GAME_IO must be files or pipes, not: tty
                    vs.game.on-exit       | die | VS_GAME_ON_EXIT must be stop or leave, not: die
                    vs.game.dialect       | ''  | VS_GAME_DIALECT is empty: give it a value, or remove it
                    vs.game.demo          | ''  | VS_GAME_DEMO is empty: give it a value, or remove it
                    vs.game.stop.wait     | ''  | VS_GAME_STOP_WAIT is empty: give it a value, or remove it
                    """)
    void what_is_wrong_is_told_in_the_terms_of_operators(String name, String value, String said) {
        assertThatThrownBy(() -> TestSettings.of(GameSettings.class, name, value))
                .isInstanceOfSatisfying(
                        ConfigValidationException.class,
                        wrong ->
                                assertThat(SettingProblems.of(wrong, SettingValues.of(Map.of())))
                                        .containsExactly(said));
    }

    @Test
    void names_of_properties_become_those_of_variables_and_names_of_files_stay() {
        assertThat(SettingProblems.variables("vs.game.stop.wait is wrong, \"vs.env-file\" too"))
                .isEqualTo("VS_GAME_STOP_WAIT is wrong, \"VS_ENV_FILE\" too");
        assertThat(SettingProblems.variables("quarkus.http.port is wrong"))
                .isEqualTo("VS_HTTP_PORT is wrong");
        for (String file : new String[] {"/etc/vs.env", "/etc/my-vs.env", "./a.vs.env"}) {
            assertThat(SettingProblems.variables("VS_ENV_FILE, " + file + ", is wrong"))
                    .isEqualTo("VS_ENV_FILE, " + file + ", is wrong");
        }
    }
}
