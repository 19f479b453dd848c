/// The channels over WebSockets: one connected client, what it follows, and what becomes of its
/// messages.
@NullMarked
package io.vsgateway.channel.socket;

import org.jspecify.annotations.NullMarked;
