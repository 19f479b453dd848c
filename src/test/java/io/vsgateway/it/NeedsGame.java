package io.vsgateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Skips a class of tests, and says so, where the real game that it needs is not installed. In CI,
/// where `VS_GAMES_REQUIRED` is `true`, it is a failure instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsGame.Installed.class)
@Tag(NeedsGame.TAG)
public @interface NeedsGame {
    /// By which the build finds them: it tries again what fails here, and nothing else.
    String TAG = "real-game";

    /// The game's script in `src/test/games`.
    String value();

    /// Asks the script.
    final class Installed implements ExecutionCondition {
        private static final int NOT_INSTALLED = 69;

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), NeedsGame.class)
                    .map(needs -> check(context, needs.value()))
                    .orElse(ConditionEvaluationResult.enabled("no game is needed"));
        }

        private static ConditionEvaluationResult check(ExtensionContext context, String game) {
            try {
                Process check =
                        new ProcessBuilder("sh", RealGame.script(game), "check")
                                .redirectErrorStream(true)
                                .start();
                byte[] output = check.getInputStream().readAllBytes();
                String answer = new String(output, StandardCharsets.UTF_8).strip();
                boolean mayBeMissing = !"true".equals(System.getenv("VS_GAMES_REQUIRED"));
                int status = check.waitFor();
                if (status == NOT_INSTALLED && mayBeMissing) {
                    // Surefire does not print why tests are skipped.
                    System.out.println("SKIPPED " + context.getDisplayName() + ": " + answer);
                    return ConditionEvaluationResult.disabled(answer);
                }
                if (status != 0) {
                    throw new IllegalStateException(answer);
                }
                return ConditionEvaluationResult.enabled(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
