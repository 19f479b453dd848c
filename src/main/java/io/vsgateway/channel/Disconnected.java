package io.vsgateway.channel;

import io.vsgateway.roster.Connection;

/// Somebody is connected to the channels no more: a CDI event, told asynchronously.
public record Disconnected(Connection connection) {}
