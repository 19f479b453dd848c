package io.vsgateway.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// All checks, in the order in which they are reported. Blocks for some seconds at most.
public final class Doctor {
    /// One check; it finds nothing if it does not apply.
    private record Check(String name, Function<SettingValues, List<Finding>> look) {}

    private static final List<Check> CHECKS =
            List.of(
                    new Check("letters", LocaleCheck::look),
                    new Check("names of settings", NameCheck::look),
                    new Check("settings", ValueCheck::look),
                    new Check("keys", KeyCheck::look),
                    new Check("tokens", TokenCheck::look),
                    new Check("game", GameCheck::look),
                    new Check("schedules", ScheduleCheck::look),
                    new Check("webhooks", WebhookCheck::look),
                    new Check("data folder", DataCheck::look),
                    new Check("port", PortCheck::look),
                    new Check("Redis", RedisCheck::look),
                    new Check("machine", MachineCheck::look));

    private Doctor() {}

    /// @param environment the variables with which the gateway would be started
    public static List<Finding> examine(Map<String, String> environment) {
        SettingValues values = SettingValues.of(environment);
        var findings = new ArrayList<Finding>();
        for (Check check : CHECKS) {
            try {
                findings.addAll(check.look.apply(values));
            } catch (RuntimeException | LinkageError e) {
                // A check that fails must not hide the others, and is itself a problem.
                findings.add(
                        Finding.fail(
                                check.name + " could not be looked at: " + e,
                                "this is a fault of the program"));
            }
        }
        return List.copyOf(findings);
    }
}
