/// A client for a gateway's console, by WebSocket and REST. It knows no framework, and nothing of
/// how a gateway works inside.
@NullMarked
package io.vsgateway.client;

import org.jspecify.annotations.NullMarked;
