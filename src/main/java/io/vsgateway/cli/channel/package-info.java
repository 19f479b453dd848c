/// The commands that use a gateway's channels: `events` and `publish`.
@NullMarked
package io.vsgateway.cli.channel;

import org.jspecify.annotations.NullMarked;
