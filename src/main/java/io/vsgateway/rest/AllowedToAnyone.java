package io.vsgateway.rest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A REST method, or all methods of a resource class that have no annotation of their own, that
/// needs no credential. There is then no [CurrentCaller], not even if a credential is presented.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AllowedToAnyone {}
