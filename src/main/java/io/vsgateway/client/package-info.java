/// A WebSocket client for programs: with time-outs, bounded memory, reconnect and resume.
@NullMarked
package io.vsgateway.client;

import org.jspecify.annotations.NullMarked;
