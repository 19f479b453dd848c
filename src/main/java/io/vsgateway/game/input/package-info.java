/// Commands on their way into a game: a bounded queue with fair turns, pace, and receipts.
@NullMarked
package io.vsgateway.game.input;

import org.jspecify.annotations.NullMarked;
