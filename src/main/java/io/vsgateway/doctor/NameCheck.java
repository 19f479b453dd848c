package io.vsgateway.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Variables that look like settings and are none: a gateway ignores them without a word.
final class NameCheck {
    /// What Kubernetes sets for a service whose name begins with `vs-`.
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_\\w+)?)|.*_PORT(_\\d+_(TCP|UDP)(_\\w+)?)?");

    private NameCheck() {}

    static List<Finding> look(SettingValues values) {
        SettingsPage known = SettingsPage.read();
        var findings = new ArrayList<Finding>();
        long set = 0;
        for (String name : values.environment().keySet().stream().sorted().toList()) {
            if (!name.startsWith("VS_")) {
                continue;
            }
            if (known.has(name)) {
                set++;
            } else if (!isOfKubernetes(name, known)) {
                findings.add(
                        Finding.warn(
                                name + " is no setting and is not heeded",
                                known.nearest(name)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("see configuration.md for all names")));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("VS_ variables that are set: " + set + ", all of them known"));
        }
        return findings;
    }

    private static boolean isOfKubernetes(String name, SettingsPage known) {
        return OF_KUBERNETES.matcher(name).matches() && known.nearest(name).isEmpty();
    }
}
