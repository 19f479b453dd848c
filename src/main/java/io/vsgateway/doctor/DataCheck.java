package io.vsgateway.doctor;

import io.vsgateway.data.DataDirLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the data folder is writable, and whether a gateway already uses it.
final class DataCheck {
    private static final String SETTING = "VS_DATA_DIR";

    private DataCheck() {}

    static List<Finding> look(SettingValues values) {
        Path folder = Path.of(values.get(SETTING, "data")).toAbsolutePath();
        if (!Files.exists(folder)) {
            return List.of(missing(folder));
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return List.of(
                    Finding.fail(
                            "the data folder cannot be written to: " + folder,
                            "let this user write there (chown), or set " + SETTING));
        }
        var findings = new ArrayList<Finding>();
        Optional<String> holder = DataDirLock.heldBy(folder);
        if (holder.isPresent()) {
            findings.add(
                    Finding.warn(
                            "a gateway" + holder.get() + " uses the data folder " + folder,
                            "end it before you start another with the same " + SETTING));
        }
        if (mayBeWrittenByAll(folder)) {
            findings.add(
                    Finding.warn(
                            "all users of this machine may write to the data folder " + folder,
                            "chmod o-w " + folder));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("the data folder can be written to: " + folder));
        }
        return findings;
    }

    private static Finding missing(Path folder) {
        Path parent = folder.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
                ? Finding.ok("the data folder will be made: " + folder)
                : Finding.fail(
                        "the data folder is not there and cannot be made: " + folder,
                        "make it for this user, or set " + SETTING);
    }

    private static boolean mayBeWrittenByAll(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (java.io.IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
