package io.vsgateway.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class of tests, and says so, unless the system property `dev.maven` names the folder of
/// a Maven 3.9 or newer: dev mode does not run on an older one.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDevMaven.Given.class)
public @interface NeedsDevMaven {
    /// Asks the system property.
    final class Given implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!System.getProperty("dev.maven", "").isEmpty()) {
                return ConditionEvaluationResult.enabled("dev.maven is set");
            }
            String reason = "-Ddev.maven= is to name the folder of a Maven 3.9 or newer";
            // Surefire does not print why tests are skipped.
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + reason);
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
