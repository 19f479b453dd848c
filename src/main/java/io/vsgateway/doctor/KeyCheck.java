package io.vsgateway.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/// Whether the keys are there and hard enough to guess, and who else can read them. That they
/// differ is a matter of [ValueCheck].
final class KeyCheck {
    private static final List<String> KEYS = List.of("VS_API_KEY_ADMIN", "VS_API_KEY_MONITOR");
    private static final int ADVISED = 16;
    private static final String MAKE_ONE = "make one: openssl rand -base64 32";

    private KeyCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        look(findings, values, "VS_API_KEY_ADMIN");
        look(findings, values, "VS_API_KEY_MONITOR");
        if (!isSet(values, "VS_API_KEY_ADMIN") && !values.isGiven("VS_API_KEY_ADMIN")) {
            findings.add(
                    Finding.warn(
                            "VS_API_KEY_ADMIN is not set: each start makes a new key",
                            MAKE_ONE + ", and set it"));
        }
        if (mayBeReadByAll()) {
            findings.add(
                    Finding.warn(
                            SettingValues.FILE + " may be read by all users of this machine",
                            "chmod o-r " + SettingValues.FILE + ", if a key or password is in it"));
        }
        for (String variable : KEYS) {
            if (values.isGiven(variable) && values.get(variable).isEmpty()) {
                findings.add(
                        Finding.fail(
                                variable + " is empty", MAKE_ONE + ", or remove the variable"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("the administrator's key is set and long enough"));
        }
        return findings;
    }

    private static void look(List<Finding> findings, SettingValues values, String variable) {
        if (!isSet(values, variable)) {
            return;
        }
        long length = values.get(variable, "").codePoints().count();
        if (length < ADVISED) {
            findings.add(
                    Finding.warn(
                            variable + " is shorter than " + ADVISED + " characters", MAKE_ONE));
        }
    }

    private static boolean isSet(SettingValues values, String variable) {
        return !values.get(variable, "none").equals("none");
    }

    private static boolean mayBeReadByAll() {
        try {
            return Files.exists(SettingValues.FILE)
                    && Files.getPosixFilePermissions(SettingValues.FILE)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
