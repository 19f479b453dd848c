package io.vsgateway.rest;

import io.vsgateway.access.Right;
import java.lang.reflect.AnnotatedElement;

/// Who may call a REST method, according to its annotations: those of the method, else those of its
/// class, else nobody.
sealed interface AccessRule {
    static AccessRule of(AnnotatedElement method, AnnotatedElement type) {
        return isAnnotated(method) ? read(method) : read(type);
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return element.isAnnotationPresent(Allowed.class)
                || element.isAnnotationPresent(AllowedToAnyone.class);
    }

    private static AccessRule read(AnnotatedElement element) {
        Allowed allowed = element.getAnnotation(Allowed.class);
        if (allowed != null) {
            // If two annotations contradict each other, the narrower one holds.
            return new Holders(allowed.value(), allowed.byLink());
        }
        return element.isAnnotationPresent(AllowedToAnyone.class) ? new Anyone() : new Nobody();
    }

    /// Callers who have the right.
    ///
    /// @param byLink whether the one-time link is a credential here
    record Holders(Right right, boolean byLink) implements AccessRule {}

    /// Everyone, without a credential.
    record Anyone() implements AccessRule {}

    /// The annotation was forgotten.
    record Nobody() implements AccessRule {}
}
