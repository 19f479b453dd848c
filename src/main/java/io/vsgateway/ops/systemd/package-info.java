/// What systemd is told by a unit of `Type=notify`: when the gateway is ready, that it stops, what
/// the game does, and that it is alive. Without systemd nothing of it happens.
@NullMarked
package io.vsgateway.ops.systemd;

import org.jspecify.annotations.NullMarked;
