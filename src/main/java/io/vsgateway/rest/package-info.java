/// What all REST methods share: who may call them, enforced by a filter, and refusals as problem
/// details. The features decide what they do.
@NullMarked
package io.vsgateway.rest;

import org.jspecify.annotations.NullMarked;
