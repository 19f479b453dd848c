/// A client for a gateway's channels: topics, events, presence, and what was missed. It knows no
/// framework, and nothing of how a gateway works inside.
@NullMarked
package io.vsgateway.client.channel;

import org.jspecify.annotations.NullMarked;
