package io.vsgateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingProblemsTest {
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
