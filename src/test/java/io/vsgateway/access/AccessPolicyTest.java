package io.vsgateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vsgateway.access.net.ClientAddress;
import io.vsgateway.access.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
    private static final String VARIABLE = "VS_X_ACCESS";
    private static final ClientAddress HERE = new ClientAddress("203.0.113.9");
    private static final Credential SHOWN = Credential.inMessage("whatever");

    /// What [Authenticator] says of each kind of caller.
    private static final Map<String, Verdict> CALLERS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(
                                    "none",
                                    new Verdict.Unauthorised(Refusal.MISSING, Duration.ZERO)),
                            Map.entry(
                                    "wrong",
                                    new Verdict.Unauthorised(
                                            Refusal.NOT_VALID, Duration.ofMillis(100))),
                            Map.entry("later", new Verdict.Later(Duration.ofSeconds(1))),
                            Map.entry("unheard", new Verdict.NotHeard(Duration.ofSeconds(1))),
                            Map.entry("banned", new Verdict.Forbidden(of(Grant.ANONYMOUS))),
                            Map.entry("admin-key", granted(Grants.key(Role.ADMIN))),
                            Map.entry("monitor-key", granted(Grants.key(Role.MONITOR))),
                            Map.entry("service-key", granted(Grants.key(Role.SERVICE))),
                            Map.entry(
                                    "key-ticket", granted(Grants.key(Role.ADMIN).as(Proof.TICKET))),
                            Map.entry("token", granted(Grants.token(Role.PLAYER, "u1"))),
                            Map.entry(
                                    "token-ticket",
                                    granted(Grants.token(Role.PLAYER, "u1").as(Proof.TICKET))),
                            Map.entry("token-a", granted(Grants.token(Role.PLAYER, "u1", "a"))),
                            Map.entry(
                                    "token-abc",
                                    granted(Grants.token(Role.PLAYER, "u1", "a", "b", "c"))),
                            Map.entry("admin-token", granted(Grants.token(Role.ADMIN, "boss")))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    caller       | public | optional | protected | user | scopes:a+b | anyscope:a+b | off
                    none         | anon   | anon     | 4001      | 4001 | 4001       | 4001         | 4004
                    wrong        | anon   | 4001     | 4001      | 4001 | 4001       | 4001         | 4004
                    later        | anon   | 1013     | 1013      | 1013 | 1013       | 1013         | 4004
                    unheard      | anon   | 1013     | 1013      | 1013 | 1013       | 1013         | 4004
                    banned       | anon   | 4003     | 4003      | 4003 | 4003       | 4003         | 4004
                    admin-key    | anon   | in       | in        | 4003 | 4003       | 4003         | 4004
                    monitor-key  | anon   | in       | in        | 4003 | 4003       | 4003         | 4004
                    service-key  | anon   | in       | in        | 4003 | 4003       | 4003         | 4004
                    key-ticket   | anon   | in       | in        | 4003 | 4003       | 4003         | 4004
                    token        | anon   | in       | in        | in   | 4003       | 4003         | 4004
                    token-ticket | anon   | in       | in        | in   | 4003       | 4003         | 4004
                    token-a      | anon   | in       | in        | in   | 4003       | in           | 4004
                    token-abc    | anon   | in       | in        | in   | in         | in           | 4004
                    admin-token  | anon   | in       | in        | in   | 4003       | 4003         | 4004
                    """)
    void every_kind_judges_every_caller(
            String caller,
            String ofPublic,
            String ofOptional,
            String ofProtected,
            String ofUser,
            String ofScopes,
            String ofAnyscope,
            String ofOff) {
        List<String> kinds =
                List.of(
                        "public",
                        "optional",
                        "protected",
                        "user",
                        "scopes:a+b",
                        "anyscope:a+b",
                        "off");
        List<String> row =
                List.of(ofPublic, ofOptional, ofProtected, ofUser, ofScopes, ofAnyscope, ofOff);
        if (caller.equals("caller")) {
            assertThat(row).isEqualTo(kinds);
            return;
        }
        for (int i = 0; i < kinds.size(); i++) {
            AccessPolicy policy = AccessPolicy.of(VARIABLE, kinds.get(i));
            Credential shown = caller.equals("none") ? new Credential.None() : SHOWN;

            Verdict verdict = policy.judge(shown, HERE, () -> CALLERS.get(caller));

            assertThat(outcome(verdict)).as(caller + " at " + policy).isEqualTo(row.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"public, 0", "off, 0", "optional, 1", "protected, 1", "user, 1", "scopes:a, 1"})
    void who_calls_is_asked_once_and_only_if_it_matters(String text, int times) {
        var asked = new AtomicInteger();

        AccessPolicy.of(VARIABLE, text)
                .judge(
                        SHOWN,
                        HERE,
                        () -> {
                            asked.incrementAndGet();
                            return CALLERS.get("token-abc");
                        });

        assertThat(asked).hasValue(times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public",
                "optional",
                "protected",
                "user",
                "scopes:a",
                "scopes:chat.read+chat:write+https://example.org/scope",
                "anyscope:a+b",
                "off"
            })
    void a_setting_is_read_and_written_alike(String text) {
        AccessPolicy policy = AccessPolicy.of(VARIABLE, text);

        assertThat(AccessPolicy.of(VARIABLE, policy.toString())).isEqualTo(policy);
        assertThat(AccessPolicy.of(VARIABLE, " " + text + "\n")).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "everyone",
                "scopes",
                "scopes:",
                "scopes:a+",
                "scopes:a b",
                "anyscope:+",
                "anyscope",
                "public:a",
                "off:a",
                "user:",
                "scopes:a+a"
            })
    void what_is_none_of_the_kinds_is_an_error_that_names_the_variable(String text) {
        assertThatThrownBy(() -> AccessPolicy.of(VARIABLE, text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("VS_X_ACCESS is '" + text + "'")
                .hasMessageContaining("scopes:a+b");
    }

    @Test
    void a_policy_that_contradicts_itself_cannot_be_made() {
        assertThatThrownBy(() -> new AccessPolicy(AccessPolicy.Kind.SCOPES, java.util.Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Granted(Caller caller) ->
                    caller.grant().isAnonymous() && caller.address().equals(HERE) ? "anon" : "in";
            case Verdict.Unauthorised _ -> "4001";
            case Verdict.Forbidden _ -> "4003";
            case Verdict.NotFound _ -> "4004";
            case Verdict.NotHeard _, Verdict.Later _ -> "1013";
        };
    }

    private static Verdict granted(Grant grant) {
        return new Verdict.Granted(of(grant));
    }

    private static Caller of(Grant grant) {
        return new Caller(grant, HERE);
    }
}
