package io.vsgateway.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/// Whether the administrator's key is there, and who else can read the keys. [ValueCheck] checks
/// that they are not empty, differ and are hard enough to guess.
final class KeyCheck {
    private static final List<String> KEYS =
            List.of("VS_API_KEY_ADMIN", "VS_API_KEY_MONITOR", "VS_API_KEY_SERVICE");
    private static final String MAKE_ONE = "make one: openssl rand -base64 32";

    private KeyCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>();
        if (!isSet(values, "VS_API_KEY_ADMIN")
                && !values.isGiven("VS_API_KEY_ADMIN")
                && values.get("VS_API_KEY_ADMIN_FILE").isEmpty()) {
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
        if (findings.isEmpty() && KEYS.stream().noneMatch(key -> isEmpty(values, key))) {
            findings.add(Finding.ok("the administrator's key is set"));
        }
        return findings;
    }

    private static boolean isEmpty(SettingValues values, String variable) {
        return values.isGiven(variable) && values.get(variable).isEmpty();
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
