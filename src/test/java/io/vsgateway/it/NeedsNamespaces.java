package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class of tests, and says so, where no [Container] can be made: that takes root, the
/// programs `unshare` and `ip`, and a kernel that lets it. Where the environment's
/// `VS_NAMESPACES_REQUIRED` is `true`, it is a failure instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsNamespaces.Allowed.class)
public @interface NeedsNamespaces {
    /// Tries to make one.
    final class Allowed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String problem = problem();
            if (problem.isEmpty()) {
                return ConditionEvaluationResult.enabled("namespaces can be made");
            }
            if ("true".equals(System.getenv("VS_NAMESPACES_REQUIRED"))) {
                throw new IllegalStateException(problem);
            }
            // Surefire does not print why tests are skipped.
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + problem);
            return ConditionEvaluationResult.disabled(problem);
        }

        private static String problem() {
            try (var container = Container.with()) {
                Process process =
                        new ProcessBuilder(container.command(java.util.List.of("true")))
                                .redirectErrorStream(true)
                                .start();
                byte[] output = process.getInputStream().readAllBytes();
                return process.waitFor() == 0
                        ? ""
                        : "no namespaces: " + new String(output, StandardCharsets.UTF_8).strip();
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                return "no namespaces: " + e.getMessage();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
