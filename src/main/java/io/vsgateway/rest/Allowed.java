package io.vsgateway.rest;

import io.vsgateway.access.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The roles that may call a REST method, or all methods of a resource class that have no
/// annotation of their own. Without this or [AllowedToAnyone], nobody may: see [AccessRule].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allowed {
    Role[] value();

    /// Whether the one-time link is taken here too, and used up: see `SignInLink`.
    boolean byLink() default false;
}
