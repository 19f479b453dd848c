package io.vsgateway.it;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class of tests, and says so, where no Chromium is installed. In CI, where
/// `VS_BROWSER_REQUIRED` is `true`, it is a failure instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Installed.class)
public @interface NeedsBrowser {
    /// Looks for the program.
    final class Installed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<Path> browser = browser();
            if (browser.isPresent()) {
                return ConditionEvaluationResult.enabled(browser.get().toString());
            }
            String reason = "chromium is not installed";
            if ("true".equals(System.getenv("VS_BROWSER_REQUIRED"))) {
                throw new IllegalStateException(reason);
            }
            // Surefire does not print why tests are skipped.
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + reason);
            return ConditionEvaluationResult.disabled(reason);
        }

        public static Optional<Path> browser() {
            String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
            return Stream.of("chromium", "chromium-browser", "google-chrome")
                    .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
