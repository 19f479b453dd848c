package io.vsgateway.channel;

import io.vsgateway.roster.Connection;

/// Somebody has connected to the channels: a CDI event, told asynchronously.
public record Connected(Connection connection) {}
