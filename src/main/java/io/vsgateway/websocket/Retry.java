package io.vsgateway.websocket;

import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;

/// Another attempt to connect that is to be made.
///
/// @param attempt counted from 1; begins anew after a connection that has held for a while
/// @param delay how long is waited before it
/// @param why what became of the last connection or attempt
public record Retry(int attempt, Duration delay, WebSocketException why) {}
