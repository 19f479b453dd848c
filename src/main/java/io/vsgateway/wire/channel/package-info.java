/// What travels over the WebSockets of the channels: topics, messages of clients, answers of the
/// gateway, and events. It knows no framework, nor what becomes of a message.
@NullMarked
package io.vsgateway.wire.channel;

import org.jspecify.annotations.NullMarked;
