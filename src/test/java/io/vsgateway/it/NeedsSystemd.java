package io.vsgateway.it;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class of tests, and says so, where no [Machine] can be booted: that takes root, the
/// program `systemd-nspawn`, and a kernel that lets it. Where the environment's
/// `VS_SYSTEMD_REQUIRED` is `true`, it is a failure instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSystemd.Booted.class)
public @interface NeedsSystemd {
    /// Tries to boot one.
    final class Booted implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String problem = problem();
            if (problem.isEmpty()) {
                return ConditionEvaluationResult.enabled("systemd can be booted");
            }
            if ("true".equals(System.getenv("VS_SYSTEMD_REQUIRED"))) {
                throw new IllegalStateException(problem);
            }
            // Surefire does not print why tests are skipped.
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + problem);
            return ConditionEvaluationResult.disabled(problem);
        }

        private static String problem() {
            if (!Files.isExecutable(Path.of("/usr/bin/systemd-nspawn"))) {
                return "systemd-nspawn is not installed: run src/test/tools/install.sh";
            }
            try (var _ = Machine.boot(Scratch.folder("vs-machine"))) {
                return "";
            } catch (IOException | RuntimeException | AssertionError e) {
                return "no systemd can be booted: " + e.getMessage();
            }
        }
    }
}
