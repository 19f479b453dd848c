package io.vsgateway.rest;

import io.vsgateway.access.Role;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;

/// Who may call a REST method, as its annotations say: those of the method, else those of its
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
            // Of two annotations that contradict each other the narrower one holds.
            return new Roles(Set.copyOf(List.of(allowed.value())), allowed.byLink());
        }
        return element.isAnnotationPresent(AllowedToAnyone.class) ? new Anyone() : new Nobody();
    }

    /// Callers with one of these roles.
    ///
    /// @param byLink whether the one-time link is a credential here
    record Roles(Set<Role> roles, boolean byLink) implements AccessRule {
        public Roles {
            roles = Set.copyOf(roles);
        }
    }

    /// Everybody, without a credential.
    record Anyone() implements AccessRule {}

    /// The annotation was forgotten.
    record Nobody() implements AccessRule {}
}
