/// API keys, and what they can buy: tickets, sign-ins, the one-time link; with their REST methods
/// and settings. Only digests of secrets are kept.
@NullMarked
package io.vsgateway.access.keys;

import org.jspecify.annotations.NullMarked;
