/// The game over REST: its state, start, stop and load. Its console is in `console`.
@NullMarked
package io.vsgateway.server;

import org.jspecify.annotations.NullMarked;
