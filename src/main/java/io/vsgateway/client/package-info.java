/// WebSocket clients of the gateway: so far a crowd of them on one thread, to measure it with. It
/// knows the gateway's formats but no framework, and is told what to do by the command line.
@NullMarked
package io.vsgateway.client;

import org.jspecify.annotations.NullMarked;
