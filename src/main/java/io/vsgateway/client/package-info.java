/// A WebSocket client for programs, with time-outs, bounded memory, reconnect and resume, and on
/// top of it a client for the gateway's console. It knows no framework, and nothing of how a
/// gateway works inside.
@NullMarked
package io.vsgateway.client;

import org.jspecify.annotations.NullMarked;
