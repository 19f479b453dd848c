/// What travels over a WebSocket: frames, their formats and the close codes. It knows no framework
/// and opens no connection.
@NullMarked
package io.vsgateway.wire;

import org.jspecify.annotations.NullMarked;
