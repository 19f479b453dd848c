/// A game that this gateway neither runs nor follows: there is none, or another gateway has it and
/// shows it over Redis. What the gateway that has it does for this belongs to `console.shared`.
@NullMarked
package io.vsgateway.game.elsewhere;

import org.jspecify.annotations.NullMarked;
