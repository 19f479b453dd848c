package io.vsgateway.doctor;

import io.vsgateway.data.DataDirLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Whether the data folder is writable, and whether a gateway already uses it; and the same of the
/// folder of an audit log elsewhere.
final class DataCheck {
    private static final String SETTING = "VS_DATA_DIR";
    private static final String AUDIT = "VS_AUDIT_FILE";

    /// Views of the system, in which nobody makes a folder, whatever their permissions say.
    private static final Set<String> NO_FILES = Set.of("proc", "sysfs", "cgroup", "cgroup2");

    private DataCheck() {}

    static List<Finding> look(SettingValues values) {
        var findings = new ArrayList<Finding>(folder(values));
        audit(values).ifPresent(findings::add);
        return findings;
    }

    private static List<Finding> folder(SettingValues values) {
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
        return parent != null && takesFiles(parent)
                ? Finding.ok("the data folder will be made: " + folder)
                : Finding.fail(
                        "the data folder is not there and cannot be made: " + folder,
                        "make it for this user, or set " + SETTING);
    }

    private static Optional<Finding> audit(SettingValues values) {
        Optional<Path> file = values.get(AUDIT).map(name -> Path.of(name).toAbsolutePath());
        return file.filter(log -> !isWritable(log))
                .map(log ->
                        Finding.fail(
                                "the audit log cannot be written: " + log,
                                "let this user write there, or set " + AUDIT));
    }

    private static boolean isWritable(Path file) {
        return Files.exists(file)
                ? !Files.isDirectory(file) && Files.isWritable(file)
                : takesFiles(Objects.requireNonNull(file.getParent()));
    }

    private static boolean takesFiles(Path folder) {
        try {
            return Files.isDirectory(folder)
                    && Files.isWritable(folder)
                    && !NO_FILES.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean mayBeWrittenByAll(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
