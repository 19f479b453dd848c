package io.vsgateway.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Grant;
import io.vsgateway.access.token.Issuer;
import io.vsgateway.access.token.TokenTrial;
import io.vsgateway.cli.CommandRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenCommandTest {
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "VS_JWT_SECRET", Issuer.SECRET,
                    "VS_JWT_ISSUER", "https://a.example,https://b.example",
                    "VS_JWT_AUDIENCE", "vs-gateway",
                    "VS_JWT_ROLES_SERVICE", "backend");

    @Test
    void a_gateway_with_the_same_settings_takes_it_for_what_was_asked() {
        CommandRun.Outcome made =
                new CommandRun(SETTINGS)
                        .run(
                                "token",
                                "--user",
                                "u1",
                                "--name",
                                "Erney",
                                "--role",
                                "backend,x",
                                "--guild",
                                "oak",
                                "--parties",
                                "p1,p2",
                                "--topics",
                                "app:tasks,room:*",
                                "--publish",
                                "app:mine",
                                "--scopes",
                                "chat.read,chat.write",
                                "--expires",
                                "7d");

        assertThat(made.errors()).isEmpty();
        assertThat(made.exitCode()).isZero();
        Grant grant = TokenTrial.of(SETTINGS).verify(made.output().strip()).orElseThrow();
        assertThat(grant.role().wireName()).isEqualTo("service");
        assertThat(grant.userId()).isEqualTo("u1");
        assertThat(grant.displayName()).isEqualTo("Erney");
        assertThat(grant.claims().guild()).isEqualTo("oak");
        assertThat(grant.claims().parties()).containsExactly("p1", "p2");
        assertThat(grant.claims().subscribe().has("room:vip")).isTrue();
        assertThat(grant.claims().publish().has("app:mine")).isTrue();
        assertThat(grant.claims().scopes()).containsExactlyInAnyOrder("chat.read", "chat.write");
        assertThat(grant.lease().remaining().orElseThrow().toDays()).isEqualTo(7);
    }

    @Test
    void a_user_is_enough_and_an_hour_is_the_default() {
        String token = new CommandRun(SETTINGS).run("token", "--user", "u1").output().strip();

        Grant grant = TokenTrial.of(SETTINGS).verify(token).orElseThrow();

        assertThat(grant.role().wireName()).isEqualTo("player");
        assertThat(grant.lease().remaining().orElseThrow().toMinutes()).isBetween(59L, 60L);
    }

    @Test
    void without_a_good_secret_there_is_none() {
        for (var settings :
                List.of(
                        Map.of("OTHER", "x"),
                        Map.of("VS_JWT_SECRET", ""),
                        Map.of("VS_JWT_SECRET", "none"),
                        Map.of("VS_JWT_SECRET", "too-short-secret"))) {
            CommandRun.Outcome outcome = new CommandRun(settings).run("token", "--user", "u1");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.output()).isEmpty();
            assertThat(outcome.errors())
                    .startsWith("vs-gateway token: VS_JWT_SECRET")
                    .doesNotContain("too-short");
        }
    }

    @Test
    void mistakes_are_told() {
        for (String time : List.of("soon", "0s", "-1h", "366d", "1ms")) {
            assertThat(new CommandRun(SETTINGS).run("token", "--user", "u1", "--expires", time))
                    .isEqualTo(
                            new CommandRun.Outcome(
                                    2,
                                    "",
                                    "vs-gateway token: --expires wants a time from 1s to 365d, not "
                                            + time
                                            + "\n"));
        }
        assertThat(new CommandRun(SETTINGS).run("token").errors()).contains("--user");
        assertThat(new CommandRun(SETTINGS).run("token", "--user", "u1", "--secret", "x").errors())
                .contains("no such option: --secret");
    }
}
