/// The game's console and the channels: what the one tells, the other hears.
@NullMarked
package io.vsgateway.channel.bridge;

import org.jspecify.annotations.NullMarked;
