package io.vsgateway.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Names that look like settings but are not: a gateway silently ignores such a variable, and does
/// not start with such a name in its file.
final class NameCheck {
    /// What Kubernetes sets for a service whose name begins with `vs-`.
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_\\w+)?)|.*_PORT(_\\d+_(TCP|UDP)(_\\w+)?)?");

    private NameCheck() {}

    static List<Finding> look(SettingValues values) {
        SettingNames known = SettingNames.read();
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
                                name + " is no setting and is not heeded", advice(known, name)));
            }
        }
        unknownInFile(values, known)
                .forEach((name, meant) ->
                        findings.add(
                                Finding.fail(
                                        name + " in " + SettingValues.FILE + " is no setting",
                                        meant)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok("VS_ variables that are set: " + set + ", all of them known"));
        }
        return findings;
    }

    /// Names in the file that are no settings and so prevent a start: all of them, while the start
    /// itself reports only the first.
    static List<String> unknownInFile(SettingValues values) {
        return unknownInFile(values, SettingNames.read()).entrySet().stream()
                .map(name ->
                        "%s in %s is no setting (%s)"
                                .formatted(name.getKey(), SettingValues.FILE, name.getValue()))
                .toList();
    }

    private static Map<String, String> unknownInFile(SettingValues values, SettingNames known) {
        var unknown = new TreeMap<String, String>();
        for (String property : values.propertiesInFile()) {
            String name = SettingValues.variable(property);
            if (name.startsWith("VS_") && !known.has(name)) {
                unknown.put(property, adviceInFile(known, property, name));
            }
        }
        return unknown;
    }

    private static String advice(SettingNames known, String name) {
        return known.nearest(name)
                .map(near -> "did you mean " + near + "?")
                .orElse("vs-gateway settings shows all names");
    }

    /// The same as it is written in the file: with the dots and hyphens of the wrong name.
    private static String adviceInFile(SettingNames known, String property, String name) {
        Optional<String> near = known.nearest(name);
        String advice = advice(known, name);
        return near.map(variable -> advice.replace(variable, property(variable, property)))
                .orElse(advice);
    }

    /// A name of other words than the wrong one stays a variable.
    private static String property(String variable, String wrong) {
        String[] words = variable.toLowerCase(Locale.ROOT).split("_");
        String[] marks = wrong.split("[^.-]+");
        if (words.length != marks.length) {
            return variable;
        }
        var name = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            name.append(marks[i]).append(words[i]);
        }
        return name.toString();
    }

    private static boolean isOfKubernetes(String name, SettingNames known) {
        return OF_KUBERNETES.matcher(name).matches() && known.nearest(name).isEmpty();
    }
}
