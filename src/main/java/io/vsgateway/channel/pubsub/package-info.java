/// Plain publish and subscribe of Redis beside the channels, for back-ends that know nothing else:
/// what they publish is taken in, and what the channels publish is told them. It promises no more
/// than that can: at most once.
@NullMarked
package io.vsgateway.channel.pubsub;

import org.jspecify.annotations.NullMarked;
