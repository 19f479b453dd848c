/// The game as others see it: its lines, states, receipts and events, and the feed of its console.
/// It knows nothing of clients or of the network.
@NullMarked
package io.vsgateway.game;

import org.jspecify.annotations.NullMarked;
