/// What all REST methods share: who may call them, held by a filter, and refusals as problem
/// details. What they do is for the features.
@NullMarked
package io.vsgateway.rest;

import org.jspecify.annotations.NullMarked;
