package io.vsgateway.it;

import org.jspecify.annotations.Nullable;

/// What a test has begun for all of its methods.
public final class Begun {
    private Begun() {}

    /// Ends it, in this order, as far as it was begun: where a tool is missing the test is skipped
    /// on the way.
    ///
    /// @param all null for what was not begun
    public static void end(@Nullable AutoCloseable... all) {
        for (AutoCloseable one : all) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
