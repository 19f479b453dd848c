package io.vsgateway.rest;

import io.vsgateway.access.Right;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The right that a caller of a REST method must have, or of all methods of a resource class that
/// have no annotation of their own. Without this or [AllowedToAnyone], nobody may call: see
/// [AccessRule].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allowed {
    Right value();

    /// Whether the one-time link is also accepted here, and used up: see `SignInLink`.
    boolean byLink() default false;
}
