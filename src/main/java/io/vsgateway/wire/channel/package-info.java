/// What travels over the WebSockets of the channels: topics, what clients say, what the gateway
/// answers, and events. It knows no framework, and not what becomes of a message.
@NullMarked
package io.vsgateway.wire.channel;

import org.jspecify.annotations.NullMarked;
