/// Measures a gateway under load: a crowd of WebSocket clients on one thread, and what was found as
/// a table or as JSON. Its clients know the gateway's formats and are made for numbers, not for
/// comfort; the comfortable one is in `client`.
@NullMarked
package io.vsgateway.bench;

import org.jspecify.annotations.NullMarked;
