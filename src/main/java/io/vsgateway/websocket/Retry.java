package io.vsgateway.websocket;

import io.vsgateway.websocket.failure.WebSocketException;
import java.time.Duration;

/// A coming attempt to reconnect.
///
/// @param attempt counted from 1; restarts after a connection that has held for a while
/// @param delay the wait before it
/// @param why how the last connection or attempt ended
public record Retry(int attempt, Duration delay, WebSocketException why) {}
