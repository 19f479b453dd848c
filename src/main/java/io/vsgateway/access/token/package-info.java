/// Signed tokens (JWT): by which keys they are believed, where these come from, and what of a token
/// is taken. Who gives tokens out is not the gateway's business.
@NullMarked
package io.vsgateway.access.token;

import org.jspecify.annotations.NullMarked;
