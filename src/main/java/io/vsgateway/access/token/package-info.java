/// Signed tokens (JWT): the keys that verify them, where these come from, and what is read from a
/// token. It does not issue tokens.
@NullMarked
package io.vsgateway.access.token;

import org.jspecify.annotations.NullMarked;
