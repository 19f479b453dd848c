package io.vsgateway.access.sanction;

import io.vsgateway.access.Caller;

/// Something was decided about a user or a token over REST, and holds. A CDI event, fired on the
/// thread of the request: observers do not block.
///
/// @param by who decided it
public record Decided(Sanction sanction, Caller by) {}
