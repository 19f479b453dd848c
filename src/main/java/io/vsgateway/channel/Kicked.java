package io.vsgateway.channel;

import io.vsgateway.access.Caller;

/// All connections of a user were closed over REST as if they were not allowed to be there. A CDI
/// event, fired on the thread of the request: observers do not block.
///
/// @param by who did it
public record Kicked(String userId, Caller by) {}
