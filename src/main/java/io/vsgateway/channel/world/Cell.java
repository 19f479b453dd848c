package io.vsgateway.channel.world;

/// A square of the grid by which neighbours are found.
record Cell(long x, long y) {}
