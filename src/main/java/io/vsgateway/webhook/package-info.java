/// What happens to the game, told to other programs over HTTP: what is worth telling, how it is
/// written, and its delivery, which may fail for a while. The game and its clients never wait for
/// it.
@NullMarked
package io.vsgateway.webhook;

import org.jspecify.annotations.NullMarked;
